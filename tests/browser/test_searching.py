"""A reader searches, narrows the results down, opens one and comes back; no script is needed."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
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


def test_the_search_page_is_for_everyone(newspaper: str, open_page: Open) -> None:
    page = open_page(newspaper, bypass_csp=True)
    found = []

    for address in ("/search/?q=高新区", "/search/?q=崔玉森", "/search/"):
        page.goto(newspaper + address)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        found += [one["id"] for one in Axe().run(page).response["violations"]]

    assert found == []
