"""Floor 2: how long a list is, and any page of it, at a cost that does not grow with the site."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connections, models
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.catalogue.statements import LISTED, TALLY, month_of
from articles.models import Article

SITE = "site"
Months = dict[str, int]  # how many readers see of each month, as ``2026-11``, the latest first
# So many rows are stepped over one by one; beyond, the months before are counted first.
STEPS = 400


def subject_of(record: models.Model) -> str:
    """Return the name of the list of a channel, a tag, an official or an enterprise."""
    return f"{record._meta.model_name}:{record.pk}"


@dataclass(frozen=True)
class Span:
    """A part of a list: after *skip* of those published before *until* and not before *since*."""

    since: datetime | None = None
    until: datetime | None = None
    skip: int = 0


def months(subject: str) -> Months:
    """Return how many published articles a list has of each month; one query.

    The tally knows what is open. What has not begun yet is taken off, what is to end is added:
    both are few and found by the clock.
    """
    found: Months = {}
    for _, month, count in _counted("= %s", subject, "month <> ''"):
        found[month] = found.get(month, 0) + count
    return {month: found[month] for month in sorted(found, reverse=True) if found[month]}


def totals(kind: str) -> dict[int, int]:
    """Return how many published articles each record of one *kind* has, by its key; one query."""
    found: dict[int, int] = {}
    for subject, _, count in _counted("LIKE %s", f"{kind}:%", "month = ''"):
        key = int(subject.partition(":")[2])
        found[key] = found.get(key, 0) + count
    return {key: count for key, count in found.items() if count}


def _counted(comparison: str, subject: str, which: str) -> list[tuple[str, str, int]]:
    """Return (subject, month, count); a count of 1 or -1 mends what the tally cannot know."""
    connection, now = connections[Article.objects.db], timezone.now()
    signed = Article.objects.filter(status=Article.Status.SIGNED).order_by()
    ending = signed.published(now).filter(visible_until__gt=now)
    awaited = signed.filter(visible_until=None, visible_from__gt=now)
    parts = [f"SELECT subject, month, open FROM {TALLY} WHERE subject {comparison} AND {which}"]
    parameters: list = [subject]
    for rows, change in ((ending, 1), (awaited, -1)):
        statement, own = rows.values("id").query.sql_with_params()
        parts.append(
            f"SELECT there.subject, {month_of('there.at', connection.vendor)}, {change}"
            f" FROM ({statement}) few JOIN {LISTED} there"
            f" ON there.article_id = few.id AND there.subject {comparison}"
        )
        parameters += [*own, subject]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        return cursor.fetchall()


def articles(subject: str, span: Span, most: int) -> QuerySet:
    """Return at most *most* published articles of a list, newest first, after a *span*'s skip."""
    statement, parameters = _members(subject, span, most)
    chosen = RawSQL(statement, parameters)  # noqa: S611
    return Article.objects.published().filter(pk__in=chosen).newest_first()


def newest(subjects: Iterable[str], most: int) -> RawSQL:
    """Return the keys of the newest published articles of each of some lists, for ``__in``."""
    parts, parameters = [], []
    for subject in subjects:
        statement, own = _members(subject, Span(), most)
        parts.append(f"SELECT article_id FROM ({statement}) of_one")
        parameters += own
    return RawSQL(" UNION ALL ".join(parts), parameters)  # noqa: S611


def _members(subject: str, span: Span, most: int) -> tuple[str, list]:
    visible = Article.objects.published().filter(pk=RawSQL("there.article_id", []))
    statement, own = visible.order_by().values("id").query.sql_with_params()
    conditions, parameters = "there.subject = %s", [subject]
    for moment, sign in ((span.since, ">="), (span.until, "<")):
        if moment:
            conditions += f" AND there.at {sign} %s"
            parameters.append(_for_database(moment))
    return (
        f"SELECT there.article_id FROM {LISTED} there WHERE {conditions}"
        f" AND EXISTS ({statement}) ORDER BY there.at DESC, there.public_id DESC"
        f" LIMIT {int(most)} OFFSET {int(span.skip)}",
        [*parameters, *own],
    )


def _for_database(moment: datetime) -> object:
    return connections[Article.objects.db].ops.adapt_datetimefield_value(moment)


def after_months(counts: Months, skip: int) -> Span | None:
    """Return where the article with *skip* before it is looked for: in the month it is of.

    None when the months of *counts* together have no more than *skip*.

    >>> after_months({"2026-11": 500, "2026-10": 30}, 510).skip
    10
    """
    for month, count in counts.items():
        if skip < count:
            return Span(until=month_after(month), skip=skip)
        skip -= count
    return None


def month_after(month: str) -> datetime:
    """Return the first moment after a month, in the office's time."""
    year, number = map(int, month.split("-"))
    following = (year + number // 12, number % 12 + 1)
    return datetime(*following, 1, tzinfo=timezone.get_default_timezone())
