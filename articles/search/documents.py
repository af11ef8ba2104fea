"""Floor 2: what a record says to the search, and where it stands in the order of results."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import models
from django.utils import timezone

from articles.models import (
    Article,
    Enterprise,
    Official,
    PhotoCaption,
    Post,
    RelatedLink,
    SearchDocument,
    Tag,
)
from articles.text.sanitizing import plain_text

Record = Article | PhotoCaption | Official | Enterprise | Tag
MODELS: tuple[type[models.Model], ...] = (Article, PhotoCaption, Official, Enterprise, Tag)
# A rank is the second of first publication, the record's number, and its kind in three bits.
_KIND_BITS = {Article: 4, PhotoCaption: 3, Official: 2, Enterprise: 1, Tag: 0}
_NUMBER_BITS = 28
_UNDATED = 2**32 - 8  # a name has no date and stands before what has one, people first
FIRST_NAME = _UNDATED << _NUMBER_BITS + 3  # no name ranks lower, nothing that is dated higher


@dataclass(frozen=True)
class Words:
    """What a record can be found by; a title is found first."""

    title: tuple[str, ...]
    text: tuple[str, ...]


@dataclass(frozen=True)
class Pointer:
    """Which record a document stands for: its own column, and its article's."""

    key: str
    rank: int
    columns: dict[str, int] = field(default_factory=dict)


def words_of(record: Record) -> Words:
    """Return the words of *record* as readers see them, a line a part."""
    own = own_words_of(record)
    if isinstance(record, Article):
        return Words(own.title, own.text + _labels(record.related_links.all()))
    if isinstance(record, Official):
        return Words(own.title, _titles(record.posts.all()) + own.text)
    return own


def own_words_of(record: Record) -> Words:
    """Return the same without an article's links and an official's posts: rows of their own."""
    title, text = _WORDS[type(record)](record)
    return Words(tuple(filter(None, title)), tuple(filter(None, text)))


def _labels(links: Iterable[RelatedLink]) -> tuple[str, ...]:
    return tuple(link.label for link in links if link.label)


def _titles(posts: Iterable[Post]) -> tuple[str, ...]:
    return tuple(post.title for post in posts if post.title)


def _article_words(article: Article) -> tuple[list[str], list[str]]:
    text = [
        article.kicker,
        article.summary,
        *plain_text(article.body).split("\n"),
        article.source,
        article.data_source,
        article.author,
        article.responsible_editor,
    ]
    return [article.title, article.subtitle], text


def _caption_words(caption: PhotoCaption) -> tuple[list[str], list[str]]:
    credit = [caption.photographer, caption.taken_where, caption.rights]
    return [], [caption.caption, caption.alt_text, *credit]


def _official_words(official: Official) -> tuple[list[str], list[str]]:
    return [official.name, *official.aliases.splitlines()], [official.biography]


def _enterprise_words(enterprise: Enterprise) -> tuple[list[str], list[str]]:
    names = [enterprise.full_name, *enterprise.aliases.splitlines()]
    return names, [enterprise.introduction]


def _tag_words(tag: Tag) -> tuple[list[str], list[str]]:
    return [tag.name, *tag.synonyms.splitlines()], [tag.description]


_WORDS = {
    Article: _article_words,
    PhotoCaption: _caption_words,
    Official: _official_words,
    Enterprise: _enterprise_words,
    Tag: _tag_words,
}


def article_of(record: Record) -> Article | None:
    """Return the article whose date and channel count for *record*."""
    if isinstance(record, PhotoCaption):
        return record.article
    return record if isinstance(record, Article) else None


def is_findable(record: Record) -> bool:
    """Whether readers may find *record*, now or when its time comes.

    What they may see now is decided when they search, by ``SearchDocument.visible()``.
    """
    article = article_of(record)
    return article is None or not (article.is_internal or article.is_over)


def pointer_to(record: Record) -> Pointer:
    """Return the key, the rank and the columns of the document of *record*."""
    kind, article = type(record), article_of(record)
    seconds = _seconds(article) if article else _UNDATED + _KIND_BITS[kind]
    rank = (seconds << _NUMBER_BITS | record.pk) << 3 | _KIND_BITS[kind]
    columns = {"article_id": article.pk} if article else {}
    columns[COLUMNS[kind]] = record.pk
    return Pointer(key_of(record), rank, columns)


def article_keys(ranks: Iterable[int]) -> dict[int, int]:
    """Return, by the article's own key, those *ranks* that are of articles: a rank holds it."""
    kind, numbers = _KIND_BITS[Article], (1 << _NUMBER_BITS) - 1
    return {rank >> 3 & numbers: rank for rank in ranks if rank & 7 == kind}


def _seconds(article: Article) -> int:
    """When *article* was or will be first seen; all that is scheduled beyond 2106 is of one date."""
    return min(int(article.first_published_at.timestamp()), _UNDATED - 1)


COLUMNS = {
    Article: "article_id",
    PhotoCaption: "caption_id",
    Official: "official_id",
    Enterprise: "enterprise_id",
    Tag: "tag_id",
}


def key_of(record: Record) -> str:
    """Return the name of the record's document; a name's is its facet as well."""
    own = record.pk if isinstance(record, Article | PhotoCaption) else record.slug
    return f"{KIND_NAMES[type(record)]}:{own}"


KIND_NAMES = {
    Article: "article",
    PhotoCaption: "photo",
    Official: "official",
    Enterprise: "enterprise",
    Tag: "tag",
}


def facets_of(record: Record) -> Iterator[str]:
    """Yield what *record* can be narrowed down by; its links to others are asked for."""
    yield from own_facets(record)
    yield from (f"tag:{tag.slug}" for tag in record.tags.all()) if _has_tags(record) else ()
    if isinstance(record, Article | PhotoCaption):
        yield from (f"official:{official.slug}" for official in record.officials.all())
        yield from (f"enterprise:{enterprise.slug}" for enterprise in record.enterprises.all())


def _has_tags(record: Record) -> bool:
    return not isinstance(record, Tag)


def own_facets(record: Record) -> Iterator[str]:
    """Yield the facets that stand in the record itself."""
    yield f"kind:{KIND_NAMES[type(record)]}"
    if article := article_of(record):
        yield f"channel:{article.channel.slug}"
        yield f"year:{timezone.localtime(article.first_published_at).year}"
    if isinstance(record, Official | Enterprise | Tag):
        yield key_of(record)
    if isinstance(record, Enterprise) and record.cluster:
        yield f"tag:{record.cluster.slug}"


def record_of(document: SearchDocument) -> Record:
    """Return the record that *document* stands for."""
    if document.caption:
        document.caption.article = document.article
    named = document.caption or document.official or document.enterprise or document.tag
    return named or document.article
