"""T-UI-05, T-A11Y-01 … 06: every page kind on every screen, for everybody."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Open = Callable[..., Page]
PAGES = (
    "/", "/channels/yuan-qu-dong-tai/", "/archive/", "/articles/20220001/", "/articles/20190001/",
    "/articles/20220001/source/", "/tags/", "/tags/xin-cai-liao/", "/officials/",
    "/officials/cui-yu-miao/", "/enterprises/", "/enterprises/zhong-dian-ke/", "/photos/",
    "/photos/20220001-1/", "/figures/", "/site-map/",
)  # fmt: skip
WIDTHS = (320, 768, 1024, 1280, 1440, 1920)


def violations(page: Page, *rules: str) -> list[str]:
    options = {"runOnly": {"type": "rule", "values": rules}} if rules else None
    return [
        f"{page.url} {found['id']}: {[node['target'] for node in found['nodes']]}"
        for found in Axe().run(page, options=options).response["violations"]
    ]


def test_no_page_scrolls_sideways(newspaper: str, open_page: Open) -> None:
    page = open_page(newspaper)
    wide = []

    for address in PAGES:
        page.goto(newspaper + address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((address, width))

    assert wide == []


def test_axe_finds_nothing_in_light_and_dark(newspaper: str, open_page: Open) -> None:
    found = []

    # In the dark only the colours differ.
    for scheme, rules in (("light", ()), ("dark", ("color-contrast",))):
        page = open_page(newspaper, color_scheme=scheme, bypass_csp=True)
        for address in (*PAGES, "/zh-hant/articles/20220001/"):
            page.goto(newspaper + address)
            found += violations(page, *rules)

    assert found == []


def test_every_page_has_one_h1_and_a_title_of_its_own(newspaper: str, open_page: Open) -> None:
    page = open_page(newspaper)
    titles = {}

    for address in PAGES:
        page.goto(newspaper + address)
        assert page.locator("h1").count() == 1, address
        titles[address] = page.title()

    assert len(set(titles.values())) == len(PAGES), titles


def test_the_printed_page_is_the_text_alone(newspaper: str, open_page: Open) -> None:
    page = open_page(f"{newspaper}/articles/20220001/")

    page.emulate_media(media="print")

    assert page.is_visible(".article-body")
    assert not page.is_visible(".channels")
    assert not page.is_visible(".skip-link")
