"""Ties the signals of the watched records to the trail; called once, by ``articles.signals``."""

from typing import Any

from django.db import models
from django.db.models.signals import (
    m2m_changed,
    post_delete,
    post_save,
    pre_delete,
    pre_save,
)

from articles.audit import changes, logins, steps
from articles.audit.watching import LIST, through_tables
from articles.models import FeedbackStep, SecrecyReview, WorkflowStep

THROUGH = through_tables()


def connect() -> None:
    for watched in LIST:
        pre_save.connect(_saving, sender=watched.model)
        post_save.connect(_saved, sender=watched.model)
        pre_delete.connect(_deleting, sender=watched.model)
        post_delete.connect(_deleted, sender=watched.model)
    for through in THROUGH:
        m2m_changed.connect(_linked, sender=through)
    for step in (WorkflowStep, SecrecyReview, FeedbackStep):
        post_save.connect(_step_added, sender=step)
    logins.connect()


def _saving(
    sender: type, instance: models.Model, update_fields: frozenset[str] | None, **_: Any
) -> None:
    changes.saving(instance, update_fields)


def _saved(
    sender: type,
    instance: models.Model,
    created: bool,  # noqa: FBT001 Django's signature
    raw: bool,  # noqa: FBT001
    **_: Any,
) -> None:
    changes.saved(instance, is_new=created, is_raw=raw)


def _deleting(sender: type, instance: models.Model, **_: Any) -> None:
    changes.deleting(instance)


def _deleted(sender: type, instance: models.Model, **_: Any) -> None:
    changes.deleted(instance)


def _linked(
    sender: type,
    instance: Any,
    action: str,
    reverse: bool,  # noqa: FBT001
    pk_set: set | None,
    **_: Any,
) -> None:
    watched, link = THROUGH[sender]
    if not isinstance(instance, models.Model):
        return
    if reverse:
        changes.linked_from_the_other_side(watched, link, instance, action, pk_set)
    else:
        changes.linked(watched, link, instance, action, pk_set)


def _step_added(sender: type, instance: models.Model, raw: bool, **_: Any) -> None:  # noqa: FBT001
    steps.step_added(instance, is_raw=raw)
