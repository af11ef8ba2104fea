"""Ten clicks at once are one message and one answer, on both databases."""

from contextlib import suppress
from itertools import count

import pytest
from django.contrib.auth.models import User

from articles.feedback import Message, NotAllowed, TooMany, limiting, perform, receive
from articles.models import Feedback, FeedbackAttempt
from tests.conftest import member
from tests.feedback.letters import a_message
from tests.workflow.test_races import CLICKS, at_once


@pytest.fixture
def chief(transactional_db: None) -> User:
    return member("chenjing", "陈静", "三审")


def test_ten_clicks_on_send_are_one_message(chief: User) -> None:
    message = Message(kind="inquiry", text="怎样入驻园区？", contact="a@b.example")

    receipts: list[str] = []
    outcomes = at_once(lambda: receipts.append(receive(message, key="k", address="::1").receipt))

    assert outcomes == ["done"] * CLICKS
    assert len(set(receipts)) == 1
    assert Feedback.objects.get().steps.count() == 1
    assert FeedbackAttempt.objects.count() == 1


def test_letters_sent_at_once_do_not_pass_the_limit(
    chief: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiting, "MOST", 2)
    keys = count()

    def send() -> None:
        with suppress(TooMany):
            key = str(next(keys))
            receive(Message(kind="inquiry", text=f"第 {key} 问"), key=key, address="192.0.2.7")

    at_once(send)

    assert Feedback.objects.count() == 2


def test_ten_answers_at_once_are_one_answer(chief: User) -> None:
    row = a_message()

    def answer() -> None:
        try:
            perform("answer", Feedback.objects.get(pk=row.pk), actor=chief, reply="答复")
        except NotAllowed:
            refused.append("refused")

    refused: list[str] = []
    at_once(answer)

    assert len(refused) == CLICKS - 1
    assert row.steps.count() == 2
