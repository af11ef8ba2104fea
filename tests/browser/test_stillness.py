"""Nothing jumps while a page loads: pictures keep their room, and what was chosen once holds
before the first paint."""

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Page

from articles.models import PhotoCaption
from tests.builders import a_draft, a_picture, a_signer, publish

pytestmark = pytest.mark.one_database  # a page looks the same whichever database filled it
Open = Callable[..., Page]
WATCH = """window.shifts = []
new PerformanceObserver(list => {
  for (const shift of list.getEntries()) window.shifts.push(shift.value)
}).observe({ type: "layout-shift", buffered: true })"""


def an_article_with_a_picture() -> str:
    draft = a_draft(body="<h2>小标题</h2>" + "<p>正文一段，说明情况。</p>" * 9)
    image = ContentFile(a_picture(size=(1200, 800)), name="厂房.jpg")
    PhotoCaption.objects.create(article=draft, caption="企业厂房", alt_text="厂房", image=image)
    return publish(draft, actor=a_signer()).get_absolute_url()


def test_nothing_jumps_in_any_form(newspaper: str, open_page: Open) -> None:
    address = an_article_with_a_picture()
    page = open_page(newspaper, viewport={"width": 360, "height": 740})
    page.context.add_init_script(WATCH)

    for chosen, query in (("", ""), ("contrast huge", ""), ("huge", "?mode=elder")):
        page.evaluate("chosen => localStorage.setItem('access', chosen)", chosen)
        page.goto(newspaper + address + query)
        page.locator(".figure img").first.scroll_into_view_if_needed()
        page.wait_for_function("() => document.querySelector('.figure img').naturalWidth > 0")
        size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")

        assert round(size) == (26 if chosen else 18)
        assert page.evaluate("shifts") == [], (chosen, query)
