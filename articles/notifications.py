"""Floor 2: what a step tells whom, written in the step's own transaction.

``articles.signals`` calls ``follow`` for every step that is recorded, whoever recorded it.
"""

from collections.abc import Callable, Iterator

from django.utils import timezone

from articles.duties import DUTIES, people_for, writers_of
from articles.mailing import write_to
from articles.models import Article, Notification, SecrecyReview, WorkflowStep

Action, Kind = WorkflowStep.Action, Notification.Kind
LONGEST = 400
Told = Iterator[tuple[str, set[int], str]]  # kind, to whom, what

# What is waited for no longer, once the step is done.
SETTLED = {
    Action.REVIEW_SECRECY: (Kind.SECRECY_WAITING,),
    **dict.fromkeys(
        (Action.PASS_FIRST, Action.PASS_SECOND, Action.PASS_THIRD, Action.COUNTERSIGN),
        (Kind.WAITING,),
    ),
    **dict.fromkeys(
        (Action.RECALL, Action.SEND_BACK, Action.PUBLISH, Action.PUBLISH_URGENTLY, Action.WITHDRAW),
        (Kind.WAITING, Kind.SECRECY_WAITING),
    ),
}
LETTERS = {
    Kind.WAITING: "有稿件等您办理",
    Kind.SECRECY_WAITING: "有稿件等您保密审查",
    Kind.RETURNED: "有稿件退回修改",
    Kind.SIGNED: "您参与的稿件通过了一级审核",
    Kind.SECRECY: "您参与的稿件有保密审查结论",
    Kind.PUBLISHED: "您参与的稿件已经办理发布",
    Kind.URGENT: "有稿件紧急发布",
    Kind.WITHDRAWN: "有稿件撤下",
}


def follow(step: WorkflowStep) -> None:
    """Tell of *step*: those who act next, and those whose work it was; never its own actor."""
    article = step.article
    if step.action in SETTLED:
        done = article.notifications.filter(kind__in=SETTLED[step.action])
        done.mark_read()
    for kind, people, text in _told(step):
        people.discard(step.actor_id)
        Notification.objects.bulk_create(
            Notification(recipient_id=person, kind=kind, article=article, text=text[:LONGEST])
            for person in sorted(people)
        )
        write_to(people, subject=f"{LETTERS[kind]}（编号 {article.public_id}）")
    Notification.objects.outdated().delete()


def _told(step: WorkflowStep) -> Told:
    telling = TELLING.get(step.action)
    if telling is not None:
        yield from telling(step, f"《{step.article}》")


def _due(step: WorkflowStep, name: str, *actions: str) -> Told:
    """Tell those who may take one of *actions* next."""
    for action in actions:
        duty = DUTIES[action]
        kind = Kind.SECRECY_WAITING if action == Action.REVIEW_SECRECY else Kind.WAITING
        yield kind, people_for(step.article, duty), f"{name}等您{duty.label}。"


def _submitted(step: WorkflowStep, name: str) -> Told:
    yield from _due(step, name, Action.PASS_FIRST)
    if _conclusion(step) is None:
        yield from _due(step, name, Action.REVIEW_SECRECY)


def _passed(step: WorkflowStep, name: str) -> Told:
    text = f"{name}{step.get_action_display()}（{step.actor_name}）。"
    yield Kind.SIGNED, writers_of(step.article), text
    following = {Action.PASS_FIRST: Action.PASS_SECOND, Action.PASS_SECOND: Action.PASS_THIRD}
    if step.action in following:
        yield from _due(step, name, following[step.action])
    else:
        yield from _cleared(step, name)


def _cleared(step: WorkflowStep, name: str) -> Told:
    """Tell those who publish, once three have signed and the secrecy review lets it out."""
    review = _conclusion(step)
    if step.article.status == Article.Status.APPROVED and review is not None and review.opens:
        yield from _due(step, name, Action.PUBLISH)


def _secrecy(step: WorkflowStep, name: str) -> Told:
    review = _conclusion(step)
    if review is not None:
        text = f"{name}保密审查结论：{review.get_conclusion_display()}（{review.actor_name}）。"
        yield Kind.SECRECY, writers_of(step.article), text
    yield from _cleared(step, name)


def _returned(step: WorkflowStep, name: str) -> Told:
    text = f"{name}被{step.actor_name}退回：{step.remark}"
    yield Kind.RETURNED, writers_of(step.article), text


def _published(step: WorkflowStep, name: str) -> Told:
    begin = step.article.visible_from
    when = f"{timezone.localtime(begin):%Y-%m-%d %H:%M}"
    said = f"将于 {when} 发布" if begin > timezone.now() else "已发布"
    yield Kind.PUBLISHED, writers_of(step.article), f"{name}{said}（{step.actor_name}）。"


def _urgent(step: WorkflowStep, name: str) -> Told:
    text = f"{name}已紧急发布（{step.actor_name}）：{step.remark}"
    yield Kind.URGENT, writers_of(step.article), text
    duty, end = DUTIES[Action.COUNTERSIGN], step.article.countersign_by
    until = f"，须在 {timezone.localtime(end):%m-%d %H:%M} 前补签" if end else ""
    yield Kind.WAITING, people_for(step.article, duty), f"{name}紧急发布，等您补签{until}。"


def _countersigned(step: WorkflowStep, name: str) -> Told:
    yield Kind.SIGNED, writers_of(step.article), f"{name}的紧急发布已补签（{step.actor_name}）。"


def _withdrawn(step: WorkflowStep, name: str) -> Told:
    signers = step.article.steps.exclude(actor=None).values_list("actor", flat=True)
    text = f"{name}已撤稿（{step.actor_name}）：{step.remark}"
    yield Kind.WITHDRAWN, writers_of(step.article) | set(signers), text


def _conclusion(step: WorkflowStep) -> SecrecyReview | None:
    reviews = step.article.secrecy_reviews.filter(content_hash=step.content_hash)
    return reviews.order_by("number").last()


TELLING: dict[str, Callable[[WorkflowStep, str], Told]] = {
    Action.SUBMIT: _submitted,
    Action.PASS_FIRST: _passed,
    Action.PASS_SECOND: _passed,
    Action.PASS_THIRD: _passed,
    Action.REVIEW_SECRECY: _secrecy,
    Action.SEND_BACK: _returned,
    Action.PUBLISH: _published,
    Action.PUBLISH_URGENTLY: _urgent,
    Action.COUNTERSIGN: _countersigned,
    Action.WITHDRAW: _withdrawn,
}
