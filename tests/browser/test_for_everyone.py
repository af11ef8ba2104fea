"""T-UI-05, T-A11Y-02 … 06, T-OLD-08: every page kind on every screen, for everybody."""

from collections.abc import Callable, Iterator
from itertools import cycle

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.utils import timezone
from playwright.sync_api import Page

from articles.public.modes import elder_address
from tests.page_kinds import ARTICLE, PAGE_KINDS

pytestmark = pytest.mark.one_database  # a page looks the same whichever database filled it
Open = Callable[..., Page]
WIDTHS = (320, 360, 640, 768, 1024, 1280, 1440, 1920)  # 640: 1280 px at 200 %
# Name: script, mode, what the reader chose, and what the browser prefers or prints.
MODES = {
    "plain": ("", "", "", {}),
    "traditional": ("/zh-hant", "", "", {}),
    "dark": ("", "", "", {"color_scheme": "dark"}),
    "high contrast": ("", "", "contrast", {}),
    "high contrast in the dark": ("", "", "contrast huge", {"color_scheme": "dark"}),
    "elder": ("", "elder", "", {}),
    "elder in the dark": ("/zh-hant", "elder", "huge", {"color_scheme": "dark"}),
    "print": ("", "", "", {"media": "print"}),
}
# Target size is a rule of WCAG 2.2 AA that axe leaves off unless it is asked for.
AXE = """async only => (await axe.run({
  resultTypes: ["violations"],
  preload: false, // it looks for imported sheets beside the page
  ...(only.length ? { runOnly: only } : { rules: { "target-size": { enabled: true } } }),
})).violations.map(found => `${found.id}: ${found.nodes.map(node => node.target)}`)"""
# The comparison repeats a few elements a thousand times; the first lines stand for all.
SHORTEN = (
    'document.querySelectorAll(".comparison-lines p:nth-child(n + 9)").forEach(p => p.remove())'
)


def found_in(page: Page, address: str, mode: str) -> Iterator[str]:
    """Yield what axe finds on the page in *mode*, and once more in dark colours."""
    script, form, chosen, media = MODES[mode]
    page.emulate_media(**{"media": "screen", "color_scheme": "light", **media})
    page.evaluate("chosen => localStorage.setItem('access', chosen)", chosen)
    page.goto(script + (elder_address(address) if form else address))
    page.evaluate(SHORTEN)
    page.evaluate(AXE_SCRIPT)
    for violation in page.evaluate(AXE, []):
        yield f"{page.url} ({mode}) {violation}"
    if media:
        return
    page.emulate_media(media="screen", color_scheme="dark")
    for violation in page.evaluate(AXE, ["color-contrast"]):
        yield f"{page.url} ({mode}, dark) {violation}"


def test_axe_finds_nothing_on_any_page_in_any_mode(newspaper: str, open_page: Open) -> None:
    """Each page kind in one of the modes in turn, the article in all of them."""
    page = open_page(newspaper, bypass_csp=True, base_url=newspaper)
    turns = list(zip(PAGE_KINDS.values(), cycle(MODES), strict=False))

    found = [
        violation
        for address, mode in {*turns, *((ARTICLE, mode) for mode in MODES)}
        for violation in found_in(page, address, mode)
    ]

    assert found == []


def is_wide(page: Page, width: int) -> bool:
    page.set_viewport_size({"width": width, "height": 800})
    return page.evaluate("document.documentElement.scrollWidth") > width


def test_no_page_scrolls_sideways(newspaper: str, open_page: Open) -> None:
    """At every width; 640 px is 1280 at a zoom of 200 %."""
    page = open_page(newspaper)
    wide = []

    for address in PAGE_KINDS.values():
        page.goto(newspaper + address)
        wide += [(address, width) for width in WIDTHS if is_wide(page, width)]

    assert wide == []


def test_the_elder_form_has_large_targets_and_fits(newspaper: str, open_page: Open) -> None:
    """T-A11Y-03: 44 px, but for links inside sentences, and the largest text at 320 px."""
    page = open_page(newspaper, java_script_enabled=False)
    small, wide = [], []

    for address in PAGE_KINDS.values():
        page.set_viewport_size({"width": 360, "height": 800})
        page.goto(newspaper + elder_address(address))
        small += page.evaluate(SMALL_TARGETS)
        page.check(".access-huge")
        wide += [(address, width) for width in (320, 1024, 1280) if is_wide(page, width)]

    assert small == []
    assert wide == []


def test_the_printed_page_is_the_text_alone(newspaper: str, open_page: Open) -> None:
    page = open_page(f"{newspaper}/articles/20190001/?mode=elder")

    page.emulate_media(media="print")

    assert page.is_visible(".article-body")
    for name in ("channels", "skip-link", "access", "tools", "toc", "utility", "breadcrumbs"):
        assert not page.is_visible(f".{name}"), name
    note = page.inner_text(".print-note")
    assert f"{newspaper}/articles/20190001/" in note
    assert "来源：未注明" in note
    assert f"{timezone.localdate():%Y年}" in note
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "16px"  # 12 pt
    assert "Song" in page.evaluate("getComputedStyle(document.body).fontFamily")


SETTING = """selector => {
    const found = document.querySelector(selector), style = getComputedStyle(found);
    const size = parseFloat(style.fontSize);
    return [parseFloat(style.lineHeight) / size, found.getBoundingClientRect().width / size];
}"""


def test_text_is_set_for_reading(newspaper: str, open_page: Open) -> None:
    page = open_page(f"{newspaper}/articles/20190001/")

    height, measure = page.evaluate(SETTING, ".article-body p")
    assert height >= 1.75
    assert 34 <= measure <= 38
    assert page.evaluate(SETTING, ".cards p")[0] >= 1.75
    assert page.is_visible('.toc a >> text="共享发展　切实提升各族群众的获得感"')
    page.set_viewport_size({"width": 360, "height": 700})
    assert not page.is_visible(".toc a >> nth=0")
    page.click(".toc summary")

    assert page.is_visible(".toc a >> nth=0")


SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, summary, label, input, select, textarea")]
  .filter(tool => !tool.closest(".article-body, .mark-number, .visually-hidden, .skip-link, label > input"))
  .map(tool => [tool, [...tool.getClientRects()]])
  .filter(([, lines]) => lines.length && !lines.some(line => line.width > 43.5 && line.height > 43.5))
  .map(([tool]) => `${location.pathname} ${tool.outerHTML.slice(0, 90)}`)"""
