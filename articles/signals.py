"""Floor 2: signals, in this one place only.

Whoever writes (admin, workflow, shell, ``loaddata``), what follows from a change follows in
the writer's own transaction: the generation moves, the search index with it, and the audit
trail notes it.
"""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save

from articles import generation, notifications
from articles.audit import receivers as audit
from articles.models import (
    Lease,
    Letter,
    LinkCheck,
    LinkUse,
    Notification,
    Post,
    RelatedLink,
    SearchDocument,
    SearchFacet,
    SearchState,
    TaggedArticle,
    TaggedEnterprise,
    TaggedOfficial,
    TaggedPhotoCaption,
    WorkflowStep,
)
from articles.search import index
from articles.search.documents import MODELS, key_of

PARTS = (Post, RelatedLink)
TAGGED = (TaggedArticle, TaggedEnterprise, TaggedOfficial, TaggedPhotoCaption)
COPIES = (Lease, Letter, LinkCheck, LinkUse, Notification, SearchDocument, SearchFacet, SearchState)


def connect() -> None:
    """Receive the signals of the domain; copies and notifications send none and delete at once."""
    for model in apps.get_app_config("articles").get_models():
        if model not in COPIES:
            post_save.connect(saved, sender=model)
            post_delete.connect(deleted, sender=model)
    m2m_changed.connect(links_changed)
    audit.connect()


def saved(
    sender: type,
    instance: Any,
    created: bool,  # noqa: FBT001
    raw: bool = False,  # noqa: FBT001, FBT002
    **_: object,
) -> None:
    """A row was written, by a fixture perhaps."""
    if isinstance(instance, PARTS):
        index.part_changed(instance)
    generation.follow_saved(instance, is_new=created)
    if isinstance(instance, MODELS):
        index.record_saved(instance, is_new=created)
    elif isinstance(instance, TAGGED):
        index.facets_added(instance.content_object, [key_of(instance.tag)])
    elif isinstance(instance, WorkflowStep) and created and not raw:
        notifications.follow(instance)


def deleted(sender: type, instance: Any, **_: object) -> None:
    """A row was deleted, perhaps together with what it belonged to."""
    if isinstance(instance, PARTS):
        index.part_changed(instance)
    generation.follow_change(instance)
    if isinstance(instance, MODELS):
        index.record_deleted(instance)
    elif isinstance(instance, TAGGED):
        index.facets_changed(instance.content_object)


def links_changed(
    sender: type,
    instance: Any,
    action: str,
    reverse: bool,  # noqa: FBT001
    model: type,
    pk_set: set | None,
    **_: object,
) -> None:
    """The records that an article or a picture names were changed, from either side."""
    if not action.startswith("post_") or not isinstance(instance, models.Model):
        return
    generation.follow_change(instance)
    if not isinstance(instance, MODELS):
        return
    if reverse:
        owners = model._default_manager.filter(pk__in=pk_set or ())
        index.naming_changed(instance, owners)
    elif action == "post_add":
        index.facets_added(instance, map(key_of, model._default_manager.filter(pk__in=pk_set)))
    else:
        index.facets_changed(instance)
