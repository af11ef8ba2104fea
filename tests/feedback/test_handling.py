"""Every state, right and condition of the table; each step leaves who, when and what."""

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError

from articles.feedback import TRANSITIONS, NotAllowed, perform
from articles.models import AppendOnly, Feedback, FeedbackStep
from tests.conftest import member
from tests.feedback.letters import SECRETS, a_message, an_answered

pytestmark = pytest.mark.django_db
ROADS: dict[str, tuple[str, ...]] = {
    "received": (), "in_hand": ("take_up",), "answered": ("answer",), "refused": ("refuse",),
    "published": ("answer", "publish"),
}  # fmt: skip
ALLOWED = {
    "take_up": {"received"},
    "answer": {"received", "in_hand"},
    "refuse": {"received", "in_hand"},
    "publish": {"answered"},
    "unpublish": {"published"},
    "reopen": {"answered", "refused"},
    "forget": set(ROADS),
}


def in_state(state: str, aygul: User, chenjing: User) -> Feedback:
    row = a_message(may_publish=True, **SECRETS)
    for action in ROADS[state]:
        actor = chenjing if action == "publish" else aygul
        perform(action, row, actor=actor, reply="答复", remark="意见")
    return row


@pytest.mark.parametrize("state", ROADS)
@pytest.mark.parametrize("action", TRANSITIONS)
def test_every_action_in_every_state(action: str, state: str, aygul: User, chenjing: User) -> None:
    row = in_state(state, aygul, chenjing)
    before = row.steps.count()

    if state in ALLOWED[action]:
        perform(action, row, actor=chenjing, reply="新的答复", remark="新的意见")
        step = row.steps.last()
        assert (step.action, step.actor, step.actor_name) == (action, chenjing, "陈静")
    else:
        with pytest.raises(NotAllowed):
            perform(action, row, actor=chenjing, reply="新的答复", remark="新的意见")
        assert row.steps.count() == before


def test_the_table_and_the_tests_name_the_same_actions() -> None:
    assert set(TRANSITIONS) == set(ALLOWED)
    assert set(TRANSITIONS) | {"receive"} == set(FeedbackStep.Action.values)


@pytest.mark.parametrize("action", TRANSITIONS)
def test_without_the_right_nothing_is_done(
    action: str, aygul: User, chenjing: User, db: None
) -> None:
    state = sorted(ALLOWED[action])[0]
    row = in_state(state, aygul, chenjing)
    stranger = member("stranger", "路人")
    former = member("former", "离任", "采编", "三审", is_active=False)

    for actor in (stranger, former):
        with pytest.raises(NotAllowed, match="的权限。"):
            perform(action, row, actor=actor, reply="答复", remark="意见")


@pytest.mark.parametrize("action", ["publish", "unpublish"])
def test_only_a_signer_publishes(action: str, aygul: User, wanglei: User, chenjing: User) -> None:
    row = in_state("published" if action == "unpublish" else "answered", aygul, chenjing)

    with pytest.raises(NotAllowed, match="的权限。"):
        perform(action, row, actor=wanglei, remark="意见")


def test_who_answered_does_not_publish(root: User, chenjing: User) -> None:
    """P3, superusers included."""
    for actor in (root, chenjing):
        row = an_answered(actor, may_publish=True, text=f"{actor} 答")
        with pytest.raises(NotAllowed, match="答复是您写的"):
            perform("publish", row, actor=actor)


def test_without_consent_nothing_is_published(aygul: User, chenjing: User) -> None:
    row = an_answered(aygul, may_publish=False)

    with pytest.raises(NotAllowed, match="没有同意公开"):
        perform("publish", row, actor=chenjing)
    with pytest.raises(IntegrityError, match="feedback_published_with_consent"):
        Feedback.objects.filter(pk=row.pk).update(published_at=row.closed_at)


@pytest.mark.parametrize(
    ("action", "words", "said"),
    [
        ("answer", {"reply": " \n "}, "答复"), ("refuse", {"remark": "x"}, "答复"),
        ("answer", {"reply": "\u202e\u200b"}, "答复"), ("refuse", {"reply": "\x00"}, "答复"),
        ("reopen", {"reply": "x"}, "重新办理的原因"), ("unpublish", {}, "撤回公开的原因"),
    ],
)  # fmt: skip
def test_the_words_an_action_needs(
    action: str, words: dict, said: str, aygul: User, chenjing: User
) -> None:
    row = in_state(sorted(ALLOWED[action])[0], aygul, chenjing)

    with pytest.raises(NotAllowed, match=said):
        perform(action, row, actor=chenjing, **words)


def test_what_was_done_meanwhile_is_seen_first(aygul: User, chenjing: User) -> None:
    row = a_message()
    perform("take_up", row, actor=aygul)

    with pytest.raises(NotAllowed, match="又有人办理过"):
        perform("answer", row, actor=chenjing, reply="答复", seen_steps=1)


def test_reopening_keeps_the_earlier_answer_in_its_step(aygul: User, chenjing: User) -> None:
    row = an_answered(aygul)

    perform("reopen", row, actor=chenjing, remark="答非所问")

    assert (row.status, row.reply, row.closed_at) == ("in_hand", "", None)
    assert row.steps.get(action="answer").reply == "已经改正，谢谢。"


def test_steps_are_for_good(aygul: User) -> None:
    step = a_message().steps.get()

    for change in (step.save, step.delete, FeedbackStep.objects.all().delete):
        with pytest.raises(AppendOnly):
            change()
    with pytest.raises(AppendOnly):
        FeedbackStep.objects.update(remark="改")


def test_an_action_there_is_not_is_refused(aygul: User) -> None:
    with pytest.raises(NotAllowed, match="没有这项操作"):
        perform("delete", a_message(), actor=aygul)
