"""Taking a change back, and bringing a deleted record back; each is a change of its own.

A change is only taken back while what it made still stands: what somebody did later is not
overwritten. Everything passes ``full_clean``, as a form would.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from articles.audit import values
from articles.audit.acting import worded
from articles.audit.masking import has_mask
from articles.audit.reading import Change, changes_in, label_of, spoken
from articles.audit.watching import LIST, Watched, watched_kind
from articles.models import AuditEntry

Action = AuditEntry.Action
MOST_SHOWN = 200
Save = Callable[[models.Model], None]


class NotUndoable(Exception):
    """The change can not be taken back; the message is the reason in Chinese, shown as it is."""


@dataclass
class Plan:
    """What taking a change back will do: which record gets which values."""

    record: models.Model
    links: dict[str, list[models.Model]] = field(default_factory=dict)


def history(owner: str) -> list[Change]:
    """Return what was done to a record and its parts, latest first; the last 200 entries."""
    entries = AuditEntry.objects.about(owner).exclude(action=Action.STEP)
    return changes_in(entries[:MOST_SHOWN])


def deletions(model: type[models.Model]) -> list[AuditEntry]:
    """Return the deletions of records of *model* that are still gone, latest first."""
    gone = AuditEntry.objects.filter(kind=model._meta.label_lower, action=Action.DELETE)
    newest: dict[str, AuditEntry] = {}
    for entry in gone.order_by("-pk")[:MOST_SHOWN]:
        newest.setdefault(entry.key, entry)
    there = set(model._base_manager.filter(pk__in=newest).values_list("pk", flat=True))
    return [entry for key, entry in newest.items() if int(key) not in there]


def change_with(entry_key: int, owner: str) -> Change | None:
    """Return the change of *owner* whose last entry has the key, whole; None when there is none."""
    last = AuditEntry.objects.filter(pk=entry_key, owner=owner).first()
    if last is None:
        return None
    same = AuditEntry.objects.filter(act=last.act, kind=last.kind, key=last.key).order_by("-pk")
    return changes_in(same)[0]


def why_not(change: Change) -> str:
    """Return why *change* can not be taken back as things are, or ""."""
    if change.last.action == Action.DELETE:
        return "这条记录已经恢复。" if _is_there(change.last) else ""
    try:
        _planned(change)
    except NotUndoable as reason:
        return str(reason)
    return ""


def is_kind_to_undo(change: Change) -> bool:
    """Whether a change of this kind is offered to be taken back at all.

    A part that was deleted comes back from its record's page; a whole record from 已删除.
    """
    watched = watched_kind(change.last.kind)
    if watched is None or not watched.undoable or not change.changes:
        return False
    done = {entry.action for entry in change.entries}
    return done <= {Action.CHANGE, Action.UNDO} or (done == {Action.DELETE} and bool(watched.owner))


def undo(change: Change, *, save: Save) -> models.Model:
    """Put the old values back, through *save*; raise NotUndoable with the reason."""
    if change.last.action == Action.DELETE:
        return restore(change.last, save=save)
    note = f"撤销 {change.last.actor_name} 的修改（记录 {change.last.number or change.last.pk}）"
    with transaction.atomic(), worded(Action.UNDO, note):
        plan = _planned(change)
        _carry_out(plan, save)
    return plan.record


def restore(entry: AuditEntry, *, save: Save) -> models.Model:
    """Bring back the record that *entry* saw deleted, with its parts and the links that remain."""
    with (
        transaction.atomic(),
        worded(Action.RESTORE, f"恢复删除（记录 {entry.number or entry.pk}）"),
    ):
        record = _restore_one(entry, save)
        for part in _deleted_parts(entry):
            _restore_one(part, models.Model.save)
    return record


def _deleted_parts(entry: AuditEntry) -> Iterator[AuditEntry]:
    kinds = [one.model._meta.label_lower for one in LIST if one.undoable and one.owner]
    return AuditEntry.objects.filter(
        act=entry.act, owner=entry.owner, action=Action.DELETE, kind__in=kinds
    ).exclude(kind=entry.kind)


def _restore_one(entry: AuditEntry, save: Save) -> models.Model:
    watched = _undoable(entry.kind)
    if _is_there(entry):
        raise NotUndoable("这条记录已经恢复。")
    record = watched.model(pk=int(entry.key))
    plan = Plan(record)
    for name, (old, _) in entry.changes.items():
        if name in watched.links:
            plan.links[name] = _still_there(watched, name, old)
        else:
            _put(watched, record, name, old)
    _carry_out(plan, save)
    return record


def _is_there(entry: AuditEntry) -> bool:
    return _undoable(entry.kind).model._base_manager.filter(pk=entry.key).exists()


def _planned(change: Change) -> Plan:
    """Return what to write, with the record locked; raise NotUndoable when it can not be."""
    entry = change.last
    watched = _undoable(entry.kind)
    with transaction.atomic():
        rows = watched.model._base_manager.select_for_update()
        record = rows.filter(pk=entry.key).first()
    if record is None:
        raise NotUndoable("这条记录已被删除，请先从“已删除”里恢复。")
    plan = Plan(record)
    for name, (old, new) in change.changes.items():
        if name in watched.links:
            plan.links[name] = _links_back(watched, record, name, old, new)
        else:
            _put_back(watched, record, name, old, new)
    _check(record)
    return plan


def _put_back(watched: Watched, record: models.Model, name: str, old: Any, new: Any) -> None:
    if name not in watched.fields:
        raise NotUndoable(f"“{name}”这一栏已不存在。")
    held = values.held(watched, record, [name])[name]
    now = values.kept(watched, name, held, record)
    if _without_names(now) != _without_names(new):
        label = label_of(watched.model, name)
        said = spoken(watched.model, name, now)
        raise NotUndoable(f"“{label}”后来又改过，现在是“{said}”；请先撤销后来的修改，或直接改。")
    _put(watched, record, name, old)


def _put(watched: Watched, record: models.Model, name: str, value: Any) -> None:
    """Set the field to a value of the trail; refuse one that can not be written back."""
    column, label = watched.fields[name], label_of(watched.model, name)
    if isinstance(value, str) and name not in watched.public and has_mask(value):
        raise NotUndoable(f"“{label}”里有电话或证件号码，审计里已遮盖，不能还原；请直接修改。")
    if isinstance(column, models.FileField) and value and not column.storage.exists(value):
        raise NotUndoable(f"“{label}”原来的文件已不在。")
    if isinstance(value, dict):
        value = value["key"]
    if value is None and not column.null:
        value = column.get_default()
    setattr(record, column.attname, column.to_python(value))
    if column.is_relation and column.is_cached(record):
        column.delete_cached_value(record)


def _links_back(
    watched: Watched, record: models.Model, name: str, old: list, new: list
) -> list[models.Model]:
    """Return the links without what the change added and with what it took away."""
    before, after = ({one["key"] for one in links or ()} for links in (old, new))
    current = set(getattr(record, name).values_list("pk", flat=True))
    if (after - before) - current or (before - after) & current:
        label = label_of(watched.model, name)
        raise NotUndoable(f"“{label}”后来又改过；请先撤销后来的修改，或直接改。")
    wanted = (current - (after - before)) | (before - after)
    found = _still_there(watched, name, [{"key": key} for key in wanted])
    if len(found) < len(wanted):
        raise NotUndoable(f"“{label_of(watched.model, name)}”里有的已被删除，不能还原。")
    return found


def _still_there(watched: Watched, name: str, links: list[dict]) -> list[models.Model]:
    target = watched.model._meta.get_field(name).related_model
    return list(target._base_manager.filter(pk__in=[one["key"] for one in links]))


def _carry_out(plan: Plan, save: Save) -> None:
    _check(plan.record)
    save(plan.record)
    for name, linked in plan.links.items():
        getattr(plan.record, name).set(linked)


def _check(record: models.Model) -> None:
    try:
        record.full_clean()
    except ValidationError as error:
        raise NotUndoable(f"原来的值现在不能用：{'；'.join(_reasons(record, error))}") from error


def _reasons(record: models.Model, error: ValidationError) -> Iterator[str]:
    if not hasattr(error, "error_dict"):
        yield from error.messages
        return
    for name, messages in error.message_dict.items():
        label = "" if name == "__all__" else f"{label_of(type(record), name)}："
        yield from (f"{label}{message}" for message in messages)


def _undoable(kind: str) -> Watched:
    watched = watched_kind(kind)
    if watched is None or not watched.undoable:
        raise NotUndoable("这类记录的修改不能在这里撤销。")
    return watched


def _without_names(value: Any) -> Any:
    """Compare records by their keys: a tag that was renamed is still the same tag."""
    return value.get("key") if isinstance(value, dict) else value
