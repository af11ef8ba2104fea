"""A reader searches, narrows the results down, opens one and comes back; no script is needed."""

from collections.abc import Callable

from playwright.sync_api import Page

Open = Callable[..., Page]


def test_search_filter_result_and_back(newspaper: str, open_page: Open) -> None:
    page = open_page(newspaper, java_script_enabled=False)

    page.fill(".nameplate input[name=q]", "營商環境")
    page.press(".nameplate input[name=q]", "Enter")
    assert page.input_value("input[name=q]") == "營商環境"
    page.click('.search-filters a:text-is("文章")')
    assert page.inner_text(".search-count") == "共 2 条"
    page.click('a[hreflang="zh-Hant"]')
    assert page.inner_text(".search-count") == "共 2 條"
    assert page.inner_text(".result mark >> nth=0") == "營商環境"
    results = page.url
    page.click(".result-title a >> nth=0")
    assert page.url.startswith(f"{newspaper}/zh-hant/articles/")
    page.go_back()

    assert page.url == results
    page.click(".search-chosen")
    assert "共 3 條" in page.inner_text(".search-count")
