"""Pictures open in place; without JavaScript each is a page of its own."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from articles.imaging import clean_picture
from articles.models import PhotoCaption
from articles.models.picture_field import CleanedUpload
from tests.builders import a_picture

pytestmark = pytest.mark.one_database  # a page looks the same whichever database filled it
Open = Callable[..., Page]


def give_pictures(*numbers: int) -> None:
    """Give the later report's slots their files; the others stay awaited."""
    for number in numbers:
        slot = PhotoCaption.objects.get(article__public_id="20220001", number=number)
        slot.image = CleanedUpload(clean_picture(a_picture((640, 400 + number)), filename="a.jpg"))
        slot.alt_text = f"第 {number} 幅的画面"
        slot.save()


def test_a_reader_walks_through_the_pictures_by_keyboard(newspaper: str, open_page: Open) -> None:
    give_pictures(5, 7)
    page = open_page(f"{newspaper}/photos/")

    page.focus('a.slot[href="/photos/20220001-5/"]')
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.gallery[open]")
    assert page.inner_text(".gallery-place") == "1 / 2"
    assert page.get_attribute(".gallery-picture", "alt") == "第 5 幅的画面"
    page.keyboard.press("ArrowRight")
    assert "新疆莱沃科技股份有限公司" in page.inner_text(".gallery-caption")
    assert page.get_attribute(".gallery-page", "href") == f"{newspaper}/photos/20220001-7/"
    page.keyboard.press("ArrowRight")
    assert page.inner_text(".gallery-place") == "1 / 2"
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("() => document.querySelector('.gallery-picture').naturalWidth > 0")
    page.keyboard.press("Escape")

    assert page.locator("dialog[open]").count() == 0
    page.wait_for_function("() => document.activeElement.href?.endsWith('/photos/20220001-7/')")


SHIFTED = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
        .observe({type: "layout-shift", buffered: true});
    requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""


def test_nothing_jumps_when_a_picture_arrives(newspaper: str, open_page: Open) -> None:
    give_pictures(1, 5)
    page = open_page(newspaper)

    for address in ("/articles/20220001/", "/photos/20220001-5/"):
        page.goto(newspaper + address)
        page.locator("main picture img >> nth=0").scroll_into_view_if_needed()
        page.wait_for_function("() => document.querySelector('main picture img').naturalWidth > 0")

        assert page.evaluate(SHIFTED) == 0, address


def test_awaited_pictures_and_readers_without_javascript_get_the_page(
    newspaper: str, open_page: Open
) -> None:
    give_pictures(5, 7)
    page = open_page(f"{newspaper}/photos/")
    page.click('a.slot[href="/photos/20220001-6/"]')
    assert page.url == f"{newspaper}/photos/20220001-6/"

    plain = open_page(f"{newspaper}/photos/", java_script_enabled=False)
    plain.click('a.slot[href="/photos/20220001-5/"]')
    assert plain.url == f"{newspaper}/photos/20220001-5/"
    plain.click('a[rel="next"]')

    assert plain.url == f"{newspaper}/photos/20220001-6/"
    assert "图片待补" in plain.inner_text("main")
