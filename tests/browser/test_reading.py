"""A reader reads both reports, and goes from one to the other by a tag they share."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from articles.models import Article, Tag
from articles.text.sanitizing import plain_text

pytestmark = pytest.mark.one_database  # a page looks the same whichever database filled it
Open = Callable[..., Page]
EARLIER, LATER = "/articles/20190001/", "/articles/20220001/"


@pytest.mark.parametrize("javascript", [True, False])
def test_both_reports_are_read_whole(newspaper: str, open_page: Open, *, javascript: bool) -> None:
    page = open_page(newspaper, java_script_enabled=javascript)

    for public_id in ("20190001", "20220001"):
        article = Article.objects.get(public_id=public_id)
        page.goto(newspaper)
        page.click(f'a:text-is("{article.title}") >> nth=0')
        assert page.inner_text("h1") == article.title
        shown = page.inner_text("main").replace("\u00a0", " ")
        for line in plain_text(article.body).split("\n"):
            assert line in shown
        for caption in article.captions.all():
            assert caption.caption in shown


def test_a_shared_tag_leads_from_one_report_to_the_other(newspaper: str, open_page: Open) -> None:
    page = open_page(newspaper + LATER)
    tag = Tag.objects.get(name="新材料")

    page.click(f'.article-body a[href="{tag.get_absolute_url()}"]')
    assert page.inner_text("h1") == "新材料"
    page.click(f'a[href="{EARLIER}"] >> nth=0')

    assert page.url == newspaper + EARLIER


def test_a_name_leads_to_its_page_and_back(newspaper: str, open_page: Open) -> None:
    page = open_page(newspaper + LATER)

    page.click('.article-body a.name-official:text-is("崔玉淼")')
    assert "市委常委、高新区（新市区）委书记" in page.inner_text("main")
    page.click(f'main a[href="{LATER}"] >> nth=0')

    assert page.url == newspaper + LATER


def test_the_other_script_keeps_the_place(newspaper: str, open_page: Open) -> None:
    page = open_page(newspaper + LATER)

    page.click('a[hreflang="zh-Hant"]')
    assert page.url == f"{newspaper}/zh-hant{LATER}"
    assert page.inner_text("h1") == "園區高質量發展百強（2022）"
    assert page.get_attribute("html", "lang") == "zh-Hant"
    page.click('a[hreflang="zh-Hans"]')

    assert page.url == newspaper + LATER


def test_the_keyboard_reaches_the_text_first(newspaper: str, open_page: Open) -> None:
    page = open_page(newspaper + LATER)

    page.keyboard.press("Tab")
    page.wait_for_selector(".skip-link:focus")
    page.keyboard.press("Enter")

    page.wait_for_selector("#main:focus")
    assert page.url.endswith("#main")


def test_nothing_is_asked_of_any_other_host(newspaper: str, open_page: Open) -> None:
    """T-UI-03."""
    page = open_page(newspaper)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    for address in ("/", LATER, "/photos/", "/tags/"):
        page.goto(newspaper + address)

    assert asked
    assert all(url.startswith((newspaper, "data:")) for url in asked)
    assert page.context.cookies() == []


def test_the_source_page_shows_both_texts_and_the_rules(newspaper: str, open_page: Open) -> None:
    page = open_page(f"{newspaper}{LATER}source/")

    numbers = page.locator(".mark-number").evaluate_all("all => all.forEach(n => n.remove())")
    shown = page.inner_text("main")

    assert numbers is None
    assert "園區(qū)高質量發(fā)展百強(2022)" in shown
    assert "园区高质量发展百强（2022）" in shown
    assert "160" in page.inner_text("tr:has-text('读音括注')")
