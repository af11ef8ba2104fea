"""Floor 4: articles and tags as lists show them."""

from collections.abc import Iterable
from hashlib import sha256
from itertools import groupby
from threading import Lock

from cachetools import LRUCache, cached
from django.db.models import Count, QuerySet

from articles.catalogue.reading import newest, subject_of, totals
from articles.models import Article, Channel, Tag
from articles.public.kept import HasETag, kept
from articles.public.paging import Listing
from articles.text.sanitizing import plain_text

EXCERPT = 110
SHORTEST_EXCERPT_LINE = 30
COMPARED = 200  # reports under a tag whose other tags are counted


def listed(articles: QuerySet) -> list[Article]:
    """Return the rows of a list, each with ``excerpt``; the manuscript is left in the database."""
    rows = list(articles.select_related("channel").defer("manuscript"))
    for row in rows:
        row.excerpt = excerpt(row)
    return rows


def excerpt(article: Article) -> str:
    """Return the summary, or the beginning of the first real paragraph."""
    return article.summary or _beginning(article.body[:4000])


@cached(LRUCache(2_000), key=lambda body: sha256(body.encode()).digest(), lock=Lock())
def _beginning(body: str) -> str:
    lines = plain_text(body).split("\n")
    first = next((line for line in lines if len(line) >= SHORTEST_EXCERPT_LINE), "")
    return first if len(first) <= EXCERPT else f"{first[:EXCERPT].rstrip('，、；：')}……"


def filled_channels(site: HasETag) -> list[Channel]:
    """Return the channels that readers can see something in; read once a generation."""
    return kept(site, "channels", lambda: list(Channel.objects.filled()))


def newest_by_channel(channels: list[Channel], *, most: int) -> list[tuple[Channel, list[Article]]]:
    """Return each of *channels* with its newest articles, at most *most*; one query."""
    reports = newest(map(subject_of, channels), most)
    rows = (
        Article.objects.published()
        .filter(pk__in=reports)
        .select_related("channel")
        .only("public_id", "title", "source", "first_published_at", "channel")
        .order_by("channel__position", "channel__pk", "-first_published_at", "-public_id")
    ) if channels else []  # fmt: skip
    return [(channel, list(group)) for channel, group in groupby(rows, key=lambda a: a.channel)]


def tags_in_use(site: HasETag) -> list[Tag]:
    """Return every tag that readers can see something under, by kind, those of most reports first.

    Each has ``reports``, the number of published articles under it. Read once a generation.
    """
    return kept(site, "tags_in_use", _tags_in_use)


def tag_in_use(site: HasETag, slug: str) -> Tag | None:
    """Return the tag at *slug* if readers can see something under it.

    Most have reports, which are counted anyway; only for another every kind of record is asked.
    """
    found = Tag.objects.filter(slug=slug).first()
    if found and not Listing(site, subject_of(found)).count():
        return Tag.objects.in_use().filter(pk=found.pk).first()
    return found


def _tags_in_use() -> list[Tag]:
    counts = totals("tag")
    tags = list(Tag.objects.in_use())
    for tag in tags:
        tag.reports = counts.get(tag.pk, 0)
    order = {value: index for index, value in enumerate(Tag.Kind.values)}
    tags.sort(key=lambda tag: (order[tag.kind], -tag.reports, tag.slug))
    weigh(tags)
    return tags


def by_kind(tags: Iterable[Tag], *, most: int | None = None) -> list[tuple[str, list[Tag]]]:
    """Return (kind, tags) of what ``tags_in_use`` returned, at most *most* of each kind."""
    groups = groupby(tags, key=lambda tag: tag.get_kind_display())
    return [(kind, list(group)[:most]) for kind, group in groups]


def weigh(tags: Iterable[Tag]) -> None:
    """Give each tag a ``weight`` of 1 to 3: in which third of the highest count its own lies."""
    tags = list(tags)
    most = max((tag.reports for tag in tags), default=0)
    for tag in tags:
        tag.weight = 1 + 3 * tag.reports // (most + 1)


def neighbours(tag: Tag, *, most: int) -> QuerySet:
    """Return the tags that share most of the newest reports with *tag*, with ``shared``.

    The newest ``COMPARED`` reports under it are looked at, however many there are.
    """
    reports = newest([subject_of(tag)], COMPARED)
    return (
        Tag.objects.exclude(pk=tag.pk)
        .filter(tagged_articles__content_object__in=reports)
        .annotate(shared=Count("tagged_articles"))
        .order_by("-shared", "slug")[:most]
    )
