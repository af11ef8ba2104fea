"""Changes of records, as the signals tell of them: old and new values, links included.

The old values come from one query by key before an existing row is written. Reading records
costs nothing: nothing is remembered when a row is loaded.
"""

from django.db import models

from articles.audit import values
from articles.audit.acting import current_loading, current_wording
from articles.audit.recording import identity, name_of, record
from articles.audit.watching import WATCHED, Watched
from articles.models import AuditEntry

Action = AuditEntry.Action
BEFORE, LAST, LINKS = "_audit_before", "_audit_last", "_audit_links"


def saving(instance: models.Model, update_fields: frozenset[str] | None) -> None:
    """A row is about to be written: look up what it says now."""
    watched = WATCHED[type(instance)]
    names = [name for name in watched.fields if update_fields is None or name in update_fields]
    known = values.stored(watched, instance.pk, names) if instance.pk and names else None
    instance.__dict__[BEFORE] = known


def saved(instance: models.Model, *, is_new: bool, is_raw: bool) -> None:
    """A row was written: record what differs, or the values of a new one."""
    watched = WATCHED[type(instance)]
    before = instance.__dict__.pop(BEFORE, None)
    if is_new:
        if is_raw and (loading := current_loading()):
            loading.add(instance)
            return
        _note(watched, Action.CREATE, instance, values.begun(watched, instance))
    elif before is not None:
        after = values.held(watched, instance, before)
        if changes := values.changed(watched, before, after, instance):
            _note(watched, Action.CHANGE, instance, changes)


def deleting(instance: models.Model) -> None:
    """A row is about to go: keep its last values."""
    instance.__dict__[LAST] = values.ended(WATCHED[type(instance)], instance)


def deleted(instance: models.Model) -> None:
    last = instance.__dict__.pop(LAST, {})
    _note(WATCHED[type(instance)], Action.DELETE, instance, last)


def linked(
    watched: Watched, link: str, instance: models.Model, action: str, keys: set | None
) -> None:
    """The links of *instance* change: remember the old ones before, record after."""
    if keys is not None and not keys:
        return  # taggit tells of nothing, too
    if (loading := current_loading()) and loading.brought(instance):
        return
    if action.startswith("pre_"):
        instance.__dict__.setdefault(LINKS, {})[link] = values.named(getattr(instance, link).all())
        return
    old = instance.__dict__.get(LINKS, {}).pop(link, [])
    new = _linked_now(watched, link, old, action, keys or set())
    if old != new:
        _note(watched, Action.CHANGE, instance, {link: [old, new]})


def linked_from_the_other_side(
    watched: Watched, link: str, instance: models.Model, action: str, keys: set | None
) -> None:
    """``tag.articles`` or ``official.captions`` was written: record it with each owner."""
    remembered = instance.__dict__.setdefault(LINKS, {})
    if action.startswith("pre_"):
        remembered[link] = {
            owner: values.named(getattr(owner, link).all())
            for owner in _owners(watched, link, instance, keys)
        }
        return
    for owner, old in remembered.pop(link, {}).items():
        new = values.named(getattr(owner, link).all())
        if old != new:
            _note(watched, Action.CHANGE, owner, {link: [old, new]})


def _linked_now(
    watched: Watched, link: str, old: list, action: str, keys: set
) -> list[values.Value]:
    if action == "post_clear":
        return []
    if action == "post_remove":
        return [one for one in old if one["key"] not in keys]
    missing = keys - {one["key"] for one in old}
    added = (
        watched.model._meta.get_field(link).related_model._base_manager.filter(pk__in=missing)
        if missing
        else []
    )
    return sorted([*old, *values.named(added)], key=lambda one: one["key"])


def _owners(
    watched: Watched, link: str, instance: models.Model, keys: set | None
) -> list[models.Model]:
    owners = watched.model._base_manager
    wanted = owners.filter(**{link: instance}) if keys is None else owners.filter(pk__in=keys)
    return list(wanted)


def _note(watched: Watched, action: str, instance: models.Model, changes: dict[str, list]) -> None:
    wording = current_wording()
    record(
        watched.category_of(changes),
        wording.action if wording else action,
        target=instance,
        name=name_of(instance) or identity(instance),
        owner=watched.owner_of(instance),
        changes=changes,
        note=wording.note if wording else "",
    )
