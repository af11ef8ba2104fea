"""The desk in the browser: what waits, an order for many that goes on by itself, the sheet."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page

from articles.desk import bulk
from articles.models import Article
from tests.builders import a_draft
from tests.conftest import member

pytestmark = pytest.mark.one_database  # its subject is the browser; tests/desk asks both databases
SignIn = Callable[[User], Page]


def looked_over(page: Page) -> None:
    """Hold the page to axe, and to its width on a phone."""
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == [], page.url
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url
    page.set_viewport_size({"width": 1280, "height": 900})


def test_an_order_for_many_goes_on_by_itself_and_reaches_the_next_desk(
    newspaper: str, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "PORTION", 2)
    author = member("aygul", "阿依古丽", "采编")
    reviewer = member("mahong", "马红", "一审")
    for number in range(5):
        a_draft(title=f"第 {number} 篇园区报道", created_by=author)

    page = sign_in(author)
    looked_over(page)
    page.goto(f"{newspaper}/admin/articles/article/?mine=drafts")
    page.fill("#saved-filter-name", "我的草稿")
    page.click("text=保存筛选")
    page.wait_for_selector(".saved-filters [aria-current]")
    looked_over(page)
    page.check("#action-toggle")
    page.select_option("[name=action]", "submit")
    page.click("text=核对所选稿件")
    page.wait_for_selector(".bulk-list")
    looked_over(page)
    page.click("input[value='送审：5 篇']")
    page.wait_for_selector("text=这一批办完了")
    looked_over(page)
    assert Article.objects.filter(status="first_review").count() == 5

    desk = sign_in(reviewer)
    assert desk.locator(".task-waiting li").count() == 5
    looked_over(desk)
    desk.click("#user-tools >> text=通知 5")
    desk.wait_for_selector(".told")
    looked_over(desk)
    desk.click("button:has-text('打开稿件') >> nth=0")
    desk.click("text=发布审批单")
    desk.wait_for_selector("button:has-text('打印审批单')")
    looked_over(desk)
