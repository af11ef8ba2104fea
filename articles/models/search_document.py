"""Floor 1: what the search knows of each record: its words, its place in the order, its facets.

These rows are a copy, made by ``articles.search`` from the records and thrown away at will;
nothing is ever read from them that the records do not say.
"""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from .article import Article
from .enterprise import Enterprise
from .official import Official
from .photo_caption import PhotoCaption
from .tag import Tag


def _copied_from(model: type[models.Model]) -> models.ForeignKey:
    """A pointer that holds nothing back: the record's own change takes the row along."""
    return models.ForeignKey(
        model, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )


class SearchDocumentQuerySet(models.QuerySet):
    def published(self, at: datetime | None = None) -> Self:
        """Documents of articles, and of their pictures, that readers may see *at* (now)."""
        return self.filter(_of_published("article_id", at))

    def visible(self, at: datetime | None = None) -> Self:
        """Documents of records that readers may see *at* (now).

        For names it says over again, by facets, what their ``in_use()`` says by links; a test
        compares the two. Asked for every candidate, the links would cost seconds.
        """
        carried = SearchFacet.objects.filter(_of_published("document__article_id", at))
        named = carried.filter(facet=OuterRef("key"))
        on_a_name = SearchFacet.objects.filter(
            Exists(carried.filter(facet=OuterRef("document__key"))),
            facet=OuterRef("key"),
            document__article=None,
            document__tag=None,
        )
        tagged = Q(Exists(on_a_name), tag__isnull=False)
        return self.filter(_of_published("article_id", at) | Exists(named) | tagged)


def _of_published(pointer: str, at: datetime | None) -> Exists:
    return Exists(Article.objects.published(at).filter(pk=OuterRef(pointer)))


class SearchDocument(models.Model):
    """One article edition, picture, official, enterprise or tag, as the search compares it."""

    # The order of results, highest first: names, then what was published last (search.documents).
    rank = models.BigIntegerField(primary_key=True)
    key = models.CharField(max_length=120, unique=True)  # such as "article:7", "tag:xin-cai-liao"
    article = _copied_from(Article)  # of an article and of its pictures
    caption = _copied_from(PhotoCaption)
    official = _copied_from(Official)
    enterprise = _copied_from(Enterprise)
    tag = _copied_from(Tag)
    title_folded = models.TextField()
    text_folded = models.TextField()  # the title's words too

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "检索条目"
        verbose_name_plural = "检索条目"

    def __str__(self) -> str:
        return self.key


class SearchFacet(models.Model):
    """What a document can be narrowed down by, such as ``year:2022`` or ``tag:xin-cai-liao``."""

    document = models.ForeignKey(
        SearchDocument,
        models.DO_NOTHING,
        db_column="rank",
        db_constraint=False,
        db_index=False,
        related_name="facets",
    )
    facet = models.CharField(max_length=120)

    class Meta:
        verbose_name = "检索分面"
        verbose_name_plural = "检索分面"
        constraints = [
            models.UniqueConstraint(fields=["document", "facet"], name="search_facet_once"),
        ]
        indexes = [models.Index(fields=["facet", "-document"], name="search_facet_newest")]

    def __str__(self) -> str:
        return self.facet


class SearchState(models.Model):
    """One row: by which way of folding the documents were made."""

    ONLY = 1

    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "检索状态"
        verbose_name_plural = "检索状态"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="search_state_is_one_row"),
        ]

    def __str__(self) -> str:
        return str(self.version)
