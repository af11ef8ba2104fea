"""The articles that concern one person, as querysets: for the home page and for the list."""

from collections.abc import Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.duties import DUTIES, Capacity, capacities_of, waiting_for
from articles.models import Article, WorkflowStep

Status, Action = Article.Status, WorkflowStep.Action


def written_by(person: AbstractBaseUser) -> Q:
    """Editions that *person* began or edited."""
    helped = Article.contributors.through.objects.filter(article=OuterRef("pk"), user=person)
    return Q(created_by=person) | Q(Exists(helped))


def with_last_step(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Annotate the last step that moved each edition; a secrecy review moves none."""
    steps = (
        WorkflowStep.objects.filter(article=OuterRef("pk"))
        .exclude(action=Action.REVIEW_SECRECY)
        .order_by("-number")
    )
    return articles.annotate(
        last_action=Subquery(steps.values("action")[:1]),
        last_at=Subquery(steps.values("at")[:1]),
        last_actor=Subquery(steps.values("actor_name")[:1]),
        last_remark=Subquery(steps.values("remark")[:1]),
    )


def drafts_of(person: AbstractBaseUser) -> QuerySet[Article]:
    """Drafts that *person* writes and that nobody sent back, the last saved first."""
    drafts = Article.objects.filter(written_by(person), status=Status.DRAFT)
    fresh = Q(last_action__isnull=True) | ~Q(last_action=Action.SEND_BACK)
    return with_last_step(drafts).filter(fresh).order_by("-saved_at", "-pk")


def returned_to(person: AbstractBaseUser) -> QuerySet[Article]:
    """Drafts that *person* writes and that a reviewer sent back, the longest waiting first."""
    drafts = Article.objects.filter(written_by(person), status=Status.DRAFT)
    sent_back = with_last_step(drafts).filter(last_action=Action.SEND_BACK)
    return sent_back.order_by("last_at", "pk")


def scheduled() -> QuerySet[Article]:
    """Editions that will appear by themselves, the next first."""
    rows = Article.objects.seen().filter(status=Status.SIGNED, visible_from__gt=timezone.now())
    return rows.order_by("visible_from", "pk")


def recently_published() -> QuerySet[Article]:
    """What readers see, the edition that appeared last first."""
    return Article.objects.published().order_by("-visible_from", "-pk")


def urgent() -> QuerySet[Article]:
    """Emergency publications that nobody countersigned yet, the nearest limit first."""
    rows = Article.objects.filter(status=Status.SIGNED, countersign_by__isnull=False)
    return with_last_step(rows).order_by("countersign_by", "pk")


def waiting_keys(person: AbstractBaseUser) -> Q:
    """Everything that *person* may act on now, as a condition on ``Article``."""
    condition = Q(pk__in=[])
    for _, rows in waiting_rows(capacities_of(person)):
        condition |= among(rows)
    return condition


def among(rows: QuerySet[Article]) -> Q:
    """Say "one of *rows*" as a condition."""
    return Q(pk__in=rows.order_by().values("pk"))


def waiting_rows(capacities: Sequence[Capacity]) -> list[tuple[str, QuerySet[Article]]]:
    """Return the rows of each duty that these capacities have a right to."""
    found = [(action, waiting_for(capacities, duty)) for action, duty in DUTIES.items()]
    return [(action, rows) for action, rows in found if rows is not None]
