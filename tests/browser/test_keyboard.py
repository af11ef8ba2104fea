"""T-A11Y-03: everything is reached by keyboard, in order, in sight, and left again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.page_kinds import ARTICLE, PAGE_KINDS

pytestmark = pytest.mark.one_database  # a page looks the same whichever database filled it
Open = Callable[..., Page]
# Focus goes from one stop to the next; each says which it is and whether it shows.
STOP = """() => {
  const here = document.activeElement
  const style = getComputedStyle(here)
  const box = here.getBoundingClientRect()
  const seen = style.outlineStyle != "none" && parseFloat(style.outlineWidth) >= 2 && box.width > 0
  return [all.indexOf(here), seen ? "" : here.outerHTML.slice(0, 90)]
}"""
STOPS = """() => {
  const reached = "a[href], button, summary, input, select, textarea, [tabindex='0']"
  const groups = new Set()
  window.all = [...document.querySelectorAll(reached)].filter(stop => {
    const inGroup = stop.type == "radio" && !stop.checked
    return !inGroup && stop.checkVisibility() && !stop.disabled
  })
  return all.length
}"""


@pytest.mark.parametrize("address", [PAGE_KINDS["home"], f"{ARTICLE}?mode=elder"])
def test_tab_goes_through_everything_in_order(
    newspaper: str, open_page: Open, address: str
) -> None:
    page = open_page(newspaper + address)
    count = page.evaluate(STOPS)

    reached, unseen = [], []
    for _ in range(count):
        page.keyboard.press("Tab")
        number, invisible = page.evaluate(STOP)
        reached.append(number)
        unseen += [invisible] if invisible else []

    assert count > 30
    assert reached == list(range(count))
    assert unseen == []
