"""Where things stand on the page: what was once too close, too far apart, or left empty."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.page_kinds import ARTICLE

pytestmark = pytest.mark.one_database  # a page looks the same whichever database filled it
Open = Callable[..., Page]


def gap(page: Page, upper: str, lower: str) -> float:
    """Return the room between two elements, one below the other."""
    above, below = (page.locator(found).first.bounding_box() for found in (upper, lower))
    return below["y"] - above["y"] - above["height"]


def test_what_belongs_together_stands_together(newspaper: str, open_page: Open) -> None:
    """One test, for the site is filled once: a tablet, paper, and a phone."""
    page = open_page(newspaper + ARTICLE, viewport={"width": 768, "height": 900})
    assert 8 < gap(page, ".nameplate-subtitle", ".search-box") < 32
    assert page.locator(".search-box").bounding_box()["width"] > 600  # a line of its own
    assert gap(page, ".article-source-link", ".article-source-link + p") == 0

    page.emulate_media(media="print")
    assert page.is_visible(".figure-group .figure-caption")
    assert not page.is_visible(".figure-group .figure-slots")  # awaited: a hole on paper

    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(newspaper)
    heights = page.evaluate(
        "[...document.querySelectorAll('.key-number')].map(line => line.offsetHeight)"
    )
    assert len({*heights}) == 1, heights  # each number in one line with its unit
