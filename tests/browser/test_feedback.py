"""A reader without JavaScript points out an error, and follows the answer by the receipt."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page

from articles.public import feedback_form
from tests.conftest import member

pytestmark = (
    pytest.mark.one_database
)  # its subject is the browser; tests/feedback asks both databases
Open = Callable[..., Page]
SignIn = Callable[[User], Page]


def answer(desk: Page, receipt: str) -> None:
    desk.click('a[href="/admin/articles/feedback/"] >> nth=0')
    desk.click(f'a:text-is("{receipt}")')
    assert "139-9090-1234" in desk.inner_text("#content-main")
    desk.click('.desk-actions a:text-is("答复")')
    desk.fill("#id_reply", "已经改正，谢谢。")
    desk.click('input[value="答复"]')
    desk.wait_for_selector(".success")


def test_an_error_is_pointed_out_and_answered(
    newspaper: str, open_page: Open, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feedback_form, "SHORTEST", timedelta(0))
    reader = open_page(f"{newspaper}/articles/20220001/", java_script_enabled=False)
    reader.click('a:has-text("纠错")')
    reader.fill("#id_sentence", "第一句")
    reader.fill("#id_contact", "139-9090-1234")
    reader.click('button:text-is("提交")')
    assert reader.inner_text(".problems a") == "请写内容：哪里有错，或您的建议、问题。"
    reader.click(".problems a")
    reader.fill("#id_text", "年份写错了。")
    assert reader.input_value("#id_contact") == "139-9090-1234"
    reader.click('button:text-is("提交")')
    receipt = reader.inner_text(".receipt-number")
    assert reader.inner_text("h1") == "已收到"

    answer(sign_in(member("aygul", "阿依古丽", "采编")), receipt)

    reader.goto(f"{newspaper}/feedback/status/")
    reader.fill("#id_receipt", receipt.replace("-", " ").lower())
    reader.click('button:text-is("查询")')
    assert reader.inner_text("h1") == "已答复"
    assert "已经改正，谢谢。" in reader.inner_text("main")
    assert "139-9090-1234" not in reader.content()
