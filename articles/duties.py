"""Floor 2: who owes the next step on an article, and since when.

The twin of ``workflow.refusal`` for many rows and for many people at once; tests compare the
two over all states and persons. An article whose signatures a change has made void still waits
for its reviewer: somebody has to send it back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.models import Article, Delegation, SecrecyReview, WorkflowStep
from articles.working_days import WorkingDays

Status, Action = Article.Status, WorkflowStep.Action
LEVELS = (Action.PASS_FIRST, Action.PASS_SECOND, Action.PASS_THIRD)
IN_REVIEW = (Status.FIRST_REVIEW, Status.SECOND_REVIEW, Status.THIRD_REVIEW)
HANDED_IN = (*IN_REVIEW, Status.APPROVED)
OPENING = SecrecyReview.OPENING
# Whose rights count; other backends (lock-out) decide about the door, not about rights.
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Duty:
    """A step that somebody is expected to take: in which states, with which right, how soon.

    ``since``: the steps of which the last began the waiting; ``limit`` in working days, None
    where the article itself carries the moment. ``ready`` narrows the rows of ``Duty.articles``.
    """

    action: str
    label: str
    right: str
    statuses: tuple[str, ...]
    since: Q
    limit: int | None
    new_eyes: bool = False
    ready: Q = field(default_factory=Q)

    def articles(self) -> QuerySet[Article]:
        """Editions on which this step is due, whoever may take it, with ``since``."""
        steps = WorkflowStep.objects.filter(article=OuterRef("pk")).order_by("-number")
        reviews = SecrecyReview.objects.filter(
            article=OuterRef("pk"), content_hash=OuterRef("known_hash")
        )
        return (
            Article.objects.filter(status__in=self.statuses)
            .annotate(
                since=Subquery(steps.filter(self.since).values("at")[:1]),
                submitted=Subquery(steps.filter(action=Action.SUBMIT).values("number")[:1]),
                known_hash=Subquery(steps.values("content_hash")[:1]),
                conclusion=Subquery(reviews.order_by("-number").values("conclusion")[:1]),
            )
            .filter(self.ready)
        )


def _level(action: str, label: str, right: str, status: str) -> Duty:
    moved = ~Q(action=Action.REVIEW_SECRECY)
    return Duty(action, label, f"articles.{right}_article", (status,), moved, 2, new_eyes=True)


# The limits in working days stand here and nowhere else.
DUTIES: dict[str, Duty] = {
    duty.action: duty
    for duty in (
        Duty(
            Action.COUNTERSIGN, "补签", "articles.review_third_article", (Status.SIGNED,),
            Q(action=Action.PUBLISH_URGENTLY), None, new_eyes=True,
            ready=Q(countersign_by__isnull=False),
        ),
        _level(Action.PASS_FIRST, "一审一校", "review_first", Status.FIRST_REVIEW),
        _level(Action.PASS_SECOND, "二审二校", "review_second", Status.SECOND_REVIEW),
        _level(Action.PASS_THIRD, "三审三校", "review_third", Status.THIRD_REVIEW),
        Duty(
            Action.REVIEW_SECRECY, "保密审查", "articles.review_secrecy_article", HANDED_IN,
            Q(action=Action.SUBMIT), 2,
            ready=Q(conclusion__isnull=True) | Q(conclusion=SecrecyReview.Conclusion.REFERRED),
        ),
        Duty(
            Action.PUBLISH, "发布", "articles.publish_article", (Status.APPROVED,),
            Q(action__in=[Action.PASS_THIRD, Action.REVIEW_SECRECY]), 1,
            ready=Q(conclusion__in=OPENING),
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Capacity:
    """In whose right a person acts: their own, or that of somebody who delegated to them."""

    people: frozenset[int]
    holder: AbstractBaseUser
    channels: frozenset[int]


def capacities_of(person: AbstractBaseUser) -> list[Capacity]:
    """Return the capacities of *person*, the own first."""
    if not person.is_active:
        return []
    held = Delegation.objects.active().filter(delegate=person).order_by("pk")
    delegations = held.select_related("delegator").prefetch_related("delegator__channels")
    return [
        Capacity(
            frozenset({person.pk, holder.pk}),
            holder,
            frozenset(channel.pk for channel in holder.channels.all()),
        )
        for holder in (person, *(delegation.delegator for delegation in delegations))
    ]


def waiting_for(capacities: Sequence[Capacity], duty: Duty) -> QuerySet[Article] | None:
    """Return what one person may do of *duty* now, oldest first; None without the right."""
    able = [capacity for capacity in capacities if capacity.holder.has_perm(duty.right)]
    if not able:
        return None
    allowed = Q(pk__in=[])
    for capacity in able:
        allowed |= _open_to(capacity, duty)
    return duty.articles().filter(allowed).order_by("since", "pk")


def _open_to(capacity: Capacity, duty: Duty) -> Q:
    editions = Article.objects.filter(public_id=OuterRef("public_id"))
    helped = Article.contributors.through.objects.filter(
        article__public_id=OuterRef("public_id"), user__in=capacity.people
    )
    condition = ~Q(Exists(editions.filter(created_by__in=capacity.people))) & ~Q(Exists(helped))
    if capacity.channels:
        condition &= Q(channel__isnull=True) | Q(channel__in=capacity.channels)
    if duty.new_eyes:
        condition &= ~Q(Exists(_signed_by(capacity.people)))
    return condition


def _signed_by(people: frozenset[int]) -> QuerySet[WorkflowStep]:
    """Signatures of *people* since the last submission; an emergency's count for good."""
    this_round = Q(action__in=LEVELS, number__gte=OuterRef("submitted"))
    return WorkflowStep.objects.filter(
        Q(actor__in=people) | Q(acting_for__in=people),
        this_round | Q(action=Action.PUBLISH_URGENTLY),
        article=OuterRef("pk"),
    )


def people_for(article: Article, duty: Duty) -> set[int]:
    """Return who may do *duty* on *article*, the writers and this round's signers not among them.

    A superuser without a role may act as well and is not among them either: whoever looks
    after the machine is not asked to review.
    """
    barred = writers_of(article) | (_signers_of(article) if duty.new_eyes else set())
    members = get_user_model().objects
    by_role = members.with_perm(duty.right, backend=BACKEND, include_superusers=False)
    holders = members.with_perm(duty.right, backend=BACKEND)
    in_channel = Q(channels__isnull=True) | Q(channels=article.channel_id)
    able = set(by_role.filter(in_channel).values_list("pk", flat=True))
    delegates = Delegation.objects.active().filter(
        delegator__in=holders.filter(in_channel).exclude(pk__in=barred), delegate__is_active=True
    )
    return (able | set(delegates.values_list("delegate", flat=True))) - barred


def writers_of(article: Article) -> set[int]:
    """Return who wrote or edited any edition."""
    editions = Article.objects.filter(public_id=article.public_id)
    authors = editions.filter(created_by__isnull=False).values_list("created_by", flat=True)
    helpers = Article.contributors.through.objects.filter(article__in=editions)
    return {*authors, *helpers.values_list("user", flat=True)}


def _signers_of(article: Article) -> set[int]:
    steps = list(article.steps.order_by("number"))
    rounds = [place for place, step in enumerate(steps) if step.action == Action.SUBMIT]
    this_round = steps[rounds[-1] :] if rounds else []
    eyes = [step for step in this_round if step.action in LEVELS]
    eyes += [step for step in steps if step.action == Action.PUBLISH_URGENTLY]
    return {pk for step in eyes for pk in (step.actor_id, step.acting_for_id) if pk}


@dataclass(frozen=True)
class Standing:
    """How a waiting article stands with its limit, in words."""

    text: str
    is_late: bool


def standing(duty: Duty, article: Article, calendar: WorkingDays) -> Standing:
    """Return how *article*, annotated with ``since``, stands with the limit of *duty* today."""
    if duty.limit is None:
        return _until(article.countersign_by)
    today, began = timezone.localdate(), timezone.localdate(article.since)
    return _by_working_days(calendar, duty.limit, began, today)


def _by_working_days(calendar: WorkingDays, limit: int, began: date, today: date) -> Standing:
    left = limit - calendar.between(began, today)
    if left < 0:
        return Standing(f"已超期 {-left} 个工作日", is_late=True)
    return Standing(f"还有 {left} 个工作日" if left else "今天到期", is_late=False)


def _until(end: datetime) -> Standing:
    left = end - timezone.now()
    hours = int(abs(left).total_seconds() // 3600)
    if left.total_seconds() < 0:
        return Standing(f"已超过补签期限 {hours} 小时" if hours else "已超过补签期限", is_late=True)
    return Standing(f"补签期限还有 {hours} 小时" if hours else "补签期限不足 1 小时", is_late=False)
