"""Floor 4: articles and tags as lists show them."""

from collections.abc import Iterable
from itertools import groupby

from django.db.models import Count, Q, QuerySet

from articles.models import Article, Tag
from articles.text.sanitizing import plain_text

EXCERPT = 110
SHORTEST_EXCERPT_LINE = 30


def listed(articles: QuerySet) -> list[Article]:
    """Return the rows of a list, each with ``excerpt``; the manuscript is left in the database."""
    rows = list(articles.select_related("channel").defer("manuscript"))
    for row in rows:
        row.excerpt = excerpt(row)
    return rows


def excerpt(article: Article) -> str:
    """Return the summary, or the beginning of the first real paragraph."""
    if article.summary:
        return article.summary
    lines = plain_text(article.body[:4000]).split("\n")
    first = next((line for line in lines if len(line) >= SHORTEST_EXCERPT_LINE), "")
    return first if len(first) <= EXCERPT else f"{first[:EXCERPT].rstrip('，、；：')}……"


def with_counts(tags: QuerySet) -> QuerySet:
    """Annotate tags with ``reports``: the number of published articles under each."""
    published = Article.objects.published().values("pk")
    return tags.annotate(
        reports=Count(
            "tagged_articles",
            filter=Q(tagged_articles__content_object__in=published),
            distinct=True,
        )
    )


def tags_by_kind(*, most: int | None = None) -> list[tuple[str, list[Tag]]]:
    """Return (kind, tags) with the tags of most reports first, at most *most* of each kind."""
    order = {value: index for index, value in enumerate(Tag.Kind.values)}
    rows = sorted(
        with_counts(Tag.objects.in_use()),
        key=lambda tag: (order[tag.kind], -tag.reports, tag.slug),
    )
    groups = groupby(rows, key=lambda tag: tag.get_kind_display())
    return [(kind, list(group)[:most]) for kind, group in groups]


def weigh(tags: Iterable[Tag]) -> None:
    """Give each tag a ``weight`` of 1 to 3 by its number of reports."""
    for tag in tags:
        tag.weight = min(3, 1 + tag.reports)
