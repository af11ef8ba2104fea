"""Floor 2: what refers to a record, so that it is not deleted under those who name it.

Found by introspection: a kind of record that is added later counts at once. A record's own
parts (an official's posts and tags) and the search's copies do not refer to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models

from articles.models import (
    Article,
    KeyFigure,
    PhotoCaption,
    Post,
    RelatedLink,
    TaggedArticle,
    TaggedEnterprise,
    TaggedOfficial,
    TaggedPhotoCaption,
)

MOST_NAMED = 50
OWN_PARTS = {
    (Post, "official"),
    *(
        (through, "content_object")
        for through in (TaggedArticle, TaggedEnterprise, TaggedOfficial, TaggedPhotoCaption)
    ),
}
IN_ARTICLE = (KeyFigure, PhotoCaption, RelatedLink)


@dataclass(frozen=True)
class Reference:
    """One place that names the record, and the record on whose page an editor finds it."""

    text: str
    place: models.Model


@dataclass(frozen=True)
class References:
    """The first places that name a record, and how many there are in all."""

    found: list[Reference]
    count: int


def references_to(record: models.Model) -> References:
    """Return what refers to *record*; call under a lock on it, to delete it when nothing does."""
    found: list[Reference] = []
    count = 0
    for referring in _referring(record):
        number = referring.count()
        if number:
            rows = referring[: MOST_NAMED - len(found)] if len(found) < MOST_NAMED else ()
            found += [_reference(row) for row in rows]
        count += number
    return References(found, count)


def _referring(record: models.Model) -> Iterator[models.QuerySet]:
    for relation in record._meta.related_objects:
        if not _is_own(relation) and not _is_copy(relation):
            yield _with_article(relation.related_model, relation.field.name, record)


def _is_own(relation: models.ForeignObjectRel) -> bool:
    """Whether the row is a part of the record."""
    return (relation.related_model, relation.field.name) in OWN_PARTS


def _is_copy(relation: models.ForeignObjectRel) -> bool:
    """Whether the search's index points here, or links whose own table is asked as well (tags)."""
    if relation.many_to_many:
        return not relation.through._meta.auto_created
    return relation.on_delete is models.DO_NOTHING


def _with_article(model: type[models.Model], field: str, record: models.Model) -> models.QuerySet:
    rows = model._base_manager.filter(**{field: record}).order_by("pk")
    if model in IN_ARTICLE:
        return rows.select_related("article")
    if model is TaggedPhotoCaption:
        return rows.select_related("content_object__article")
    return rows.select_related("content_object") if hasattr(model, "content_object") else rows


def _reference(row: models.Model) -> Reference:
    named = getattr(row, "content_object", row)
    if isinstance(named, Article):
        return Reference(f"稿件《{named}》（{named.public_id}，第 {named.edition} 版）", named)
    if isinstance(named, IN_ARTICLE):
        kind = named._meta.verbose_name
        article = named.article
        return Reference(
            f"{kind}“{named}”，在稿件《{article}》（{article.public_id}，第 {article.edition} 版）",
            article,
        )
    return Reference(f"{named._meta.verbose_name}“{named}”", named)
