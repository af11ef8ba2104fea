"""Passing an article on, and passing from one script to the other, from where the reader is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.page_kinds import ARTICLE

pytestmark = pytest.mark.one_database  # a page looks the same whichever database filled it
Open = Callable[..., Page]


def test_the_link_is_copied_and_the_code_is_drawn(newspaper: str, open_page: Open) -> None:
    page = open_page(
        f"{newspaper}/zh-hant{ARTICLE}?mode=elder",
        permissions=["clipboard-read", "clipboard-write"],
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.focus('summary:text-is("分享")')
    page.keyboard.press("Enter")
    page.click('button:text-is("複製鏈接")')

    expect(page.locator(".tools-status")).to_have_text("已複製")
    assert page.evaluate("navigator.clipboard.readText()") == f"{newspaper}/zh-hant{ARTICLE}"
    page.wait_for_function("() => document.querySelector('.tools img').naturalWidth > 0")
    assert f"{newspaper}/zh-hant{ARTICLE}qr.svg" in asked


def test_the_other_script_begins_where_the_reader_was(newspaper: str, open_page: Open) -> None:
    page = open_page(newspaper + ARTICLE, viewport={"width": 360, "height": 700})
    at = "document.querySelectorAll('.article-body p')[6].getBoundingClientRect().top"
    page.evaluate(f"scrollBy(0, {at} - 10)")

    page.evaluate("document.querySelector('.tools a[hreflang]').click()")
    page.wait_for_url(f"{newspaper}/zh-hant{ARTICLE}")

    page.wait_for_function("() => scrollY > 500")
    assert abs(page.evaluate(at) - 10) < 2
    assert page.evaluate("sessionStorage.length") == 0


def test_the_other_script_keeps_a_named_place(newspaper: str, open_page: Open) -> None:
    page = open_page(f"{newspaper}{ARTICLE}source/#published")

    page.evaluate("document.querySelector('.utility a[hreflang]').click()")

    page.wait_for_url(f"{newspaper}/zh-hant{ARTICLE}source/#published")
