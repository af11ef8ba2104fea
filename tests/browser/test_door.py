"""A reviewer binds a phone and comes in with it; a login that ends takes no text with it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, StaffSession
from tests.accounts.door import code_of
from tests.builders import a_draft
from tests.conftest import PASSWORD

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database,  # its subject is the browser; tests/accounts asks both databases
]


def phone_shows(user: User) -> str:
    """Return a code that was not used yet."""
    TOTPDevice.objects.filter(user=user).update(last_t=-1, throttling_failure_timestamp=None)
    return code_of(TOTPDevice.objects.get(user=user))


def end_logins() -> None:
    StaffSession.objects.update(last_seen=timezone.now() - timedelta(minutes=31))


def test_a_reviewer_binds_a_phone_and_comes_in_with_it(
    open_page: Callable[..., Page], live_server: LiveServer, chenjing: User, settings
) -> None:
    settings.SECOND_FACTOR = True
    page = open_page(
        f"{live_server.url}/admin/articles/article/", viewport={"width": 360, "height": 740}
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.fill("#id_username", "chenjing")
    page.fill("#id_password", PASSWORD)
    page.click("text=登录 >> visible=true >> nth=-1")
    page.locator(".qr").evaluate("picture => picture.decode()")

    page.fill("#enrol-form input[name=code]", phone_shows(chenjing))
    page.click("text=确认绑定")
    page.wait_for_selector(".recovery-codes")
    assert page.locator(".recovery-codes li").count() == 8
    page.click("text=已保存，进入工作台")
    page.click("#logout-form button")
    page.goto(f"{live_server.url}/admin/")
    page.fill("#id_username", "chenjing")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/login/code/")
    page.fill("#id_code", phone_shows(chenjing))
    page.press("#id_code", "Enter")

    page.wait_for_url("**/admin/")
    assert page.locator("#site-name").is_visible()


def test_a_login_that_ends_takes_no_text_with_it(
    sign_in: Callable[[User], Page], live_server: LiveServer, aygul: User
) -> None:
    draft = a_draft(title="原来的标题")
    page = sign_in(aygul)
    page.goto(f"{live_server.url}/admin/articles/article/{draft.pk}/change/")
    page.fill("#id_title", "登录超时前写的标题")
    StaffSession.objects.update(last_seen=timezone.now() - timedelta(minutes=27))
    page.evaluate("document.dispatchEvent(new Event('session:ask'))")
    page.click("text=继续工作")
    page.wait_for_selector(".session-strip", state="hidden")

    end_logins()
    page.evaluate("document.dispatchEvent(new Event('session:ask'))")
    page.wait_for_selector("text=登录已超时，页面上填写的内容还在")
    page.click("[name=_continue]")
    page.fill("#session-password", "wrong")
    page.press("#session-password", "Enter")
    page.wait_for_selector(".session-dialog .errornote")
    page.fill("#session-password", PASSWORD)
    with page.expect_navigation():
        page.press("#session-password", "Enter")
    assert Article.objects.get().title == "登录超时前写的标题"

    # Nobody told this page: the server keeps the text.
    page.fill("#id_title", "第二次写的标题")
    end_logins()
    page.click("[name=_continue]")
    page.wait_for_selector("text=您的内容已保留")
    page.fill("#id_username", "aygul")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.click("button:has-text('继续保存')")
    page.wait_for_selector(".messagelist .success")
    assert Article.objects.get().title == "第二次写的标题"
