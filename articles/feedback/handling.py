"""The table of what staff may do with a reader's message, and ``perform``, its only writer.

The reader's words never change. Every action leaves who, when and what was answered.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from articles.models import Feedback, FeedbackStep, Generation
from articles.models.append_only import record
from articles.text.plain import normalise_text

Status = Feedback.Status
Action = FeedbackStep.Action
HANDLE, PUBLISH = "articles.handle_feedback", "articles.publish_feedback"
UNSETTLED = frozenset(Feedback.UNSETTLED)
SETTLED = frozenset(Status) - UNSETTLED


class NotAllowed(Exception):
    """The action is refused; the message is the reason in Chinese, shown as it is."""


@dataclass(frozen=True)
class Transition:
    """One row of the table: from which states, with which right, under which conditions."""

    label: str
    sources: frozenset[str]
    permission: str
    effect: Callable[[Feedback, str], None]
    obstacle: Callable[[Feedback, AbstractBaseUser], str] = lambda feedback, actor: ""
    needs_reply: bool = False
    needs_remark: bool = False


def perform(
    action: str,
    feedback: Feedback,
    *,
    actor: AbstractBaseUser,
    reply: str = "",
    remark: str = "",
    seen_steps: int | None = None,
) -> Feedback:
    """Do *action* to *feedback* and record it; all in one transaction, under a row lock.

    ``seen_steps`` is the number of steps that the actor saw; when given, anything done since
    is a reason to refuse. Returns *feedback*, refreshed. Raises NotAllowed with the reason.
    """
    transition = TRANSITIONS.get(action)
    if transition is None:
        raise NotAllowed("没有这项操作。")
    reply, remark = normalise_text(reply), normalise_text(remark)
    with transaction.atomic():
        locked = Feedback.objects.select_for_update().get(pk=feedback.pk)
        _check(transition, locked, actor)
        _check_words(transition, reply, remark)
        if seen_steps is not None and seen_steps != locked.steps.count():
            raise NotAllowed("您打开页面之后，这件留言又有人办理过。请重新查看后再办。")
        _change(transition, locked, reply)
        record(locked.steps, actor=actor, action=action, reply=reply, remark=remark)
    feedback.refresh_from_db()
    return feedback


def refusal(action: str, feedback: Feedback, actor: AbstractBaseUser) -> str:
    """Return why *actor* may not do *action* now, or "" when only the words are still open."""
    try:
        _check(TRANSITIONS[action], feedback, actor)
    except NotAllowed as reason:
        return str(reason)
    return ""


def _check(transition: Transition, feedback: Feedback, actor: AbstractBaseUser) -> None:
    if not actor.is_active or not actor.has_perm(transition.permission):
        raise NotAllowed(f"您没有{transition.label}的权限。")
    if feedback.status not in transition.sources:
        raise NotAllowed(f"留言目前是“{feedback.get_status_display()}”，不能{transition.label}。")
    if reason := transition.obstacle(feedback, actor):
        raise NotAllowed(reason)


def _check_words(transition: Transition, reply: str, remark: str) -> None:
    if transition.needs_reply and not reply:
        raise NotAllowed("请写明给读者的答复。")
    if transition.needs_remark and not remark:
        raise NotAllowed(f"请写明{transition.label}的原因。")


def _change(transition: Transition, feedback: Feedback, reply: str) -> None:
    """Apply the effect. Saving what is published moves the site's generation; hiding it, here."""
    was_published = feedback.published_at is not None
    transition.effect(feedback, reply)
    feedback.save()
    if was_published and feedback.published_at is None:
        Generation.objects.move()


def _take_up(feedback: Feedback, reply: str) -> None:
    feedback.status = Status.IN_HAND


def _answer(feedback: Feedback, reply: str) -> None:
    feedback.status, feedback.reply, feedback.closed_at = Status.ANSWERED, reply, timezone.now()


def _refuse(feedback: Feedback, reply: str) -> None:
    feedback.status, feedback.reply, feedback.closed_at = Status.REFUSED, reply, timezone.now()


def _reopen(feedback: Feedback, reply: str) -> None:
    """Wait for another answer; the one that was given stays in its step."""
    feedback.status, feedback.reply, feedback.closed_at = Status.IN_HAND, "", None


def _publish(feedback: Feedback, reply: str) -> None:
    feedback.published_at = timezone.now()


def _unpublish(feedback: Feedback, reply: str) -> None:
    feedback.published_at = None


def forget_contact(feedback: Feedback, reply: str = "") -> None:
    """Take the sender's personal data out of the row; for good."""
    feedback.contact_name = feedback.contact = ""
    feedback.contact_deleted_at = timezone.now()


def _has_no_contact(feedback: Feedback, actor: AbstractBaseUser) -> str:
    return "" if feedback.has_contact else "这件留言没有联系方式，或者已经删除。"


def _is_published(feedback: Feedback, actor: AbstractBaseUser) -> str:
    return "这件问答正在公开，请先撤回公开。" if feedback.published_at else ""


def _is_not_published(feedback: Feedback, actor: AbstractBaseUser) -> str:
    return "" if feedback.published_at else "这件问答没有公开。"


def _may_not_publish(feedback: Feedback, actor: AbstractBaseUser) -> str:
    """Consent of the sender, and a second pair of eyes on the answer."""
    if not feedback.may_publish:
        return "留言的读者没有同意公开。"
    if feedback.published_at:
        return "这件问答已经公开。"
    answer = feedback.steps.filter(action=Action.ANSWER).latest("number")
    if answer.actor_id == actor.pk:
        return "答复是您写的，须由另一位同志公开。"
    return ""


TRANSITIONS: dict[str, Transition] = {
    Action.TAKE_UP: Transition("受理", frozenset({Status.RECEIVED}), HANDLE, _take_up),
    Action.ANSWER: Transition("答复", UNSETTLED, HANDLE, _answer, needs_reply=True),
    Action.REFUSE: Transition("不予受理", UNSETTLED, HANDLE, _refuse, needs_reply=True),
    Action.PUBLISH: Transition(
        "公开问答", frozenset({Status.ANSWERED}), PUBLISH, _publish, _may_not_publish
    ),
    Action.UNPUBLISH: Transition(
        "撤回公开",
        frozenset({Status.ANSWERED}),
        PUBLISH,
        _unpublish,
        _is_not_published,
        needs_remark=True,
    ),
    Action.REOPEN: Transition(
        "重新办理", SETTLED, HANDLE, _reopen, _is_published, needs_remark=True
    ),
    Action.FORGET: Transition(
        "删除联系方式", UNSETTLED | SETTLED, HANDLE, forget_contact, _has_no_contact
    ),
}
