"""Floor 2: signals, in this one place only: they move the site generation.

Everything a reader can see moves it, in the writer's own transaction. What only editors
see (a draft and its captions, figures, links and tags) does not, so that typing in the office
does not empty the reader's cache.
"""

from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

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
        return not instance.is_draft
    if isinstance(instance, KeyFigure | PhotoCaption | RelatedLink):
        return not instance.article.is_draft
    if isinstance(instance, Feedback):
        return instance.published_at is not None
    if isinstance(instance, TaggedArticle | TaggedPhotoCaption):
        return is_seen(instance.content_object)
    return False


@receiver([post_save, post_delete])
def move_generation(sender: type, instance: Any, created: bool = False, **_: object) -> None:  # noqa: FBT001, FBT002
    """Move the generation after a saved or deleted row that readers can see (fixtures too).

    A new tag is on no page until something carries it; not waiting for the one row here
    keeps two editors who save drafts with new tags out of each other's way.
    """
    if created and isinstance(instance, Tag):
        return
    if sender._meta.app_label == "articles" and is_seen(instance):
        Generation.objects.move()


@receiver(m2m_changed)
def move_generation_for_links(sender: type, instance: Any, action: str, **_: object) -> None:
    """Move the generation when an article's or a picture's named records change."""
    if action.startswith("post_") and isinstance(instance, models.Model) and is_seen(instance):
        Generation.objects.move()
