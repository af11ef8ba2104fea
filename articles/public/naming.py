"""Floor 4: the names that one record leads to, a few of each kind, in one query."""

from dataclasses import dataclass

from django.db.models import Case, CharField, F, IntegerField, QuerySet, Value, When
from django.urls import reverse

from articles.models import Article, Enterprise, Official, Tag


@dataclass(frozen=True)
class Name:
    """A name with its page and, for an enterprise, park or institution, which of them it is."""

    kind: str
    name: str
    url: str
    detail: str


def names_in(article: Article, *, most: int) -> list[Name]:
    """Return people first, then enterprises, then tags that *article* names; one query."""
    rows = _rows(Official.objects.filter(articles=article), "name", Value(0)).union(
        _rows(Enterprise.objects.filter(articles=article), "full_name", _enterprises_first()),
        _rows(Tag.objects.filter(tagged_articles__content_object=article), "name", Value(3)),
        all=True,
    )
    return _names(rows, most)


def names_under(officials: QuerySet, enterprises: QuerySet, *, most: int) -> list[Name]:
    """Return the names of the given officials and enterprises together; one query."""
    rows = _rows(officials, "name", Value(0)).union(
        _rows(enterprises, "full_name", _enterprises_first()), all=True
    )
    return _names(rows, most)


def _enterprises_first() -> Case:
    enterprise = When(kind=Enterprise.Kind.ENTERPRISE, then=Value(1))
    return Case(enterprise, default=Value(2), output_field=IntegerField())


def _rows(records: QuerySet, label: str, rank: Value | Case) -> QuerySet:
    kind = records.model._meta.model_name
    columns = {
        "rank": rank,
        "label": F(label),
        "record_kind": Value(kind, output_field=CharField()),
        "detail": F("kind") if kind == "enterprise" else Value("", output_field=CharField()),
    }
    order = ("rank", "label", "slug", "record_kind", "detail")
    return records.order_by().annotate(**columns).values_list(*order).distinct()


def _names(rows: QuerySet, most: int) -> list[Name]:
    return [
        Name(kind, label, reverse(kind, args=[slug]), _detail(detail))
        for _, label, slug, kind, detail in rows.order_by("rank", "slug")[:most]
    ]


def _detail(kind: str) -> str:
    return Enterprise.Kind(kind).label if kind else ""
