"""Floor 2: what moves the site generation; ``articles.signals`` tells of every change.

Everything a reader can see moves it, in the writer's own transaction. What only editors
see (a draft and its captions, figures, links and tags) does not, so that typing in the office
does not empty the reader's cache.
"""

from django.db import models

from articles.models import (
    Article,
    Channel,
    Enterprise,
    Feedback,
    Generation,
    HomeFigure,
    KeyFigure,
    Official,
    PhotoCaption,
    Post,
    RelatedLink,
    SiteIdentity,
    Tag,
    TaggedArticle,
    TaggedEnterprise,
    TaggedOfficial,
    TaggedPhotoCaption,
)

ALWAYS_SEEN = (Channel, Enterprise, HomeFigure, Official, Post, SiteIdentity, Tag, TaggedEnterprise, TaggedOfficial)  # fmt: skip


def is_seen(instance: models.Model) -> bool:
    """Whether a change of *instance* can change a public page."""
    if isinstance(instance, ALWAYS_SEEN):
        return True
    if isinstance(instance, Article):
        return not instance.is_internal
    if isinstance(instance, KeyFigure | PhotoCaption | RelatedLink):
        return not instance.article.is_internal
    if isinstance(instance, Feedback):
        return instance.published_at is not None
    if isinstance(instance, TaggedArticle | TaggedPhotoCaption):
        return is_seen(instance.content_object)
    return False


def follow_saved(instance: models.Model, *, is_new: bool) -> None:
    """Move the generation after a saved row that readers can see (fixtures too).

    A new tag is on no page until something carries it; not waiting for the one row here
    keeps two editors who save drafts with new tags out of each other's way.
    """
    if not (is_new and isinstance(instance, Tag)):
        follow_change(instance)


def follow_change(instance: models.Model) -> None:
    """Move the generation after a change of a row, or of its links, that readers can see."""
    if is_seen(instance):
        Generation.objects.move()
