"""Staff read and handle messages in the admin, and can change none of the reader's words."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.feedback import TRANSITIONS, perform
from articles.models import Feedback
from tests.builders import a_published
from tests.conftest import member
from tests.feedback.letters import SECRETS, a_message, an_answered, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
LIST = "/admin/articles/feedback/"


def page_of(row: Feedback) -> str:
    return f"{LIST}{row.pk}/change/"


def perform_url(row: Feedback, action: str) -> str:
    return f"{LIST}{row.pk}/perform/{action}/"


def test_a_message_is_answered_on_the_page_that_asks(desk: Client) -> None:
    row = a_message(text="哪一年建的？")

    asked = desk.get(perform_url(row, "answer"))
    answer = desk.post(
        perform_url(row, "answer"), {"reply": "您好。\n已经查明。", "seen_steps": 1}, follow=True
    )

    assert "哪一年建的？" in shown(asked)
    assert f"{row.receipt}：答复，已办。" in shown(answer)
    row.refresh_from_db()
    assert (row.status, row.reply) == ("answered", "您好。\n已经查明。")


def test_a_refused_order_keeps_what_was_typed(desk: Client, wanglei: User) -> None:
    row = a_message()
    perform("take_up", row, actor=wanglei)

    late = desk.post(perform_url(row, "answer"), {"reply": "写了很久", "seen_steps": 1})
    long = desk.post(perform_url(row, "answer"), {"reply": "长" * 2001, "seen_steps": 2})
    unseen = desk.post(perform_url(row, "answer"), {"reply": "写了很久"})

    assert "又有人办理过" in shown(late)
    assert "写了很久</textarea>" in late.content.decode()
    assert "请从留言页面打开" in shown(unseen)
    assert long.status_code == 200
    row.refresh_from_db()
    assert row.status == "in_hand"


def test_reopening_begins_with_the_earlier_answer(desk: Client, aygul: User) -> None:
    row = an_answered(aygul)
    perform("reopen", row, actor=aygul, remark="再核实")

    assert "已经改正，谢谢。</textarea>" in desk.get(perform_url(row, "answer")).content.decode()


def test_a_get_does_nothing(desk: Client) -> None:
    row = a_message()

    for action in TRANSITIONS:
        desk.get(perform_url(row, action), {"reply": "x", "remark": "x", "seen_steps": 1})

    assert row.steps.count() == 1


def test_the_readers_words_cannot_be_changed(desk: Client, root: User) -> None:
    row = a_message(text="原话", **SECRETS)
    superuser = Client()
    superuser.force_login(root)
    forged = {"text": "改过", "status": "answered", "reply": "假", "receipt": "1", "_save": "保存"}

    for visitor in (desk, superuser):
        assert visitor.post(page_of(row), forged).status_code == 403
        assert visitor.post(f"{LIST}add/", forged).status_code == 403
        assert visitor.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403
        visitor.post(
            LIST, {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        )
        visitor.post(perform_url(row, "take_up"), {**forged, "seen_steps": row.steps.count()})

    row.refresh_from_db()
    assert (row.text, row.status, row.reply) == ("原话", "in_hand", "")


def test_the_page_shows_the_record_and_what_may_be_done(desk: Client, aygul: User) -> None:
    row = an_answered(aygul, may_publish=True, article=a_published(title="园区报道"))

    text = shown(desk.get(page_of(row)))

    for said in ("收到 ", "答复 阿依古丽", "园区报道", "公开问答：您没有公开问答的权限。"):
        assert said in text
    assert "按期办结" in text


def test_who_has_no_right_sees_nothing(client: Client) -> None:
    row = a_message(text="秘密的话", **SECRETS)

    for visitor in (None, member("stranger", "路人"), member("guanli", "管理", "系统管理员")):
        if visitor:
            client.force_login(visitor)
        for address in (LIST, page_of(row), perform_url(row, "answer")):
            for method in (client.get, client.post):
                answer = method(address)
                assert answer.status_code in {302, 403}
                assert "秘密的话" not in answer.content.decode()


def test_what_is_not_there_is_404(desk: Client) -> None:
    row = a_message()

    assert desk.get(perform_url(row, "delete")).status_code == 404
    for pk in ("0", "9" * 18, "9" * 30):
        assert desk.get(f"{LIST}{pk}/perform/answer/").status_code == 404
