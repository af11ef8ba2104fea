"""The trail in the words of the office: names of fields and choices, not of columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.models import AuditEntry

EMPTY = "（空）"
LONGEST = 300
# What steps and fixtures tell, which are no fields.
OTHER_LABELS = {
    "action": "操作",
    "number": "序号",
    "conclusion": "结论",
    "content_hash": "内容校验值",
    "rows": "条数",
    "merged": "合并",
    "moved": "改挂的记录",
    "tags": "标签",
}


@dataclass(frozen=True)
class Line:
    """One row of the table of changes."""

    label: str
    old: str
    new: str


def lines_of(entry: AuditEntry) -> list[Line]:
    """Return what the entry changed, as a person reads it."""
    return lines(entry.kind, entry.changes)


def lines(kind: str, changes: dict[str, list]) -> list[Line]:
    """Return ``{field: [old, new]}`` of a record of *kind* as a person reads it."""
    model = model_of(kind)
    return [
        Line(label_of(model, name), spoken(model, name, old), spoken(model, name, new))
        for name, (old, new) in changes.items()
    ]


def model_of(kind: str) -> type[models.Model] | None:
    """Return the model with the label *kind*; None when a later release has dropped it."""
    try:
        return apps.get_model(kind) if kind else None
    except (LookupError, ValueError):
        return None


def kind_name(kind: str) -> str:
    """Return 负责人 for ``articles.official``."""
    model = model_of(kind)
    return str(model._meta.verbose_name) if model else kind


def label_of(model: type[models.Model] | None, name: str) -> str:
    """Return the name of a field as the forms show it."""
    field = _field(model, name)
    if field is None or name == "tags":
        return OTHER_LABELS.get(name, name)
    return str(getattr(field, "verbose_name", name))


def spoken(model: type[models.Model] | None, name: str, value: Any) -> str:
    """Return a value of the trail as a person reads it."""
    if value in (None, "", []):
        return EMPTY
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return _spoken_dict(value)
    if isinstance(value, list):
        return "、".join(spoken(None, name, one) for one in value)
    return _shortened(_spoken_plain(_field(model, name), value))


def _spoken_dict(value: dict[str, Any]) -> str:
    if "sha256" in value:
        length = value["length"]
        return f"{length} 字，校验值 {value['sha256'][:12]}" if length else EMPTY
    return str(value.get("name") or value.get("key") or EMPTY)


def _spoken_plain(field: models.Field | None, value: Any) -> str:
    choices = dict(getattr(field, "flatchoices", ()) or ())
    if value in choices:
        return str(choices[value])
    if isinstance(field, models.DateTimeField) and isinstance(value, str):
        moment = parse_datetime(value)
        return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else value
    return str(value)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}……（共 {len(text)} 字）"


def _field(model: type[models.Model] | None, name: str) -> models.Field | None:
    if model is None:
        return None
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


@dataclass(frozen=True)
class Change:
    """What one save did to one record: its columns and its links together."""

    entries: tuple[AuditEntry, ...]  # oldest first
    changes: dict[str, list]

    @property
    def last(self) -> AuditEntry:
        return self.entries[-1]

    @property
    def first(self) -> AuditEntry:
        return self.entries[0]

    @property
    def at(self) -> datetime:
        return self.first.at

    @property
    def lines(self) -> list[Line]:
        return lines(self.first.kind, self.changes)


def changes_in(entries: Iterable[AuditEntry]) -> list[Change]:
    """Join the entries (latest first) that one act left about one record; latest first."""
    groups: dict[tuple[str, str, str], list[AuditEntry]] = {}
    for entry in entries:
        groups.setdefault((entry.act, entry.kind, entry.key), []).insert(0, entry)
    return [Change(tuple(group), _joined(group)) for group in groups.values()]


def _joined(entries: list[AuditEntry]) -> dict[str, list]:
    """Return the first old and the last new value of each field; what came back is dropped."""
    joined: dict[str, list] = {}
    for entry in entries:
        for name, (old, new) in entry.changes.items():
            joined[name] = [joined[name][0] if name in joined else old, new]
    return {name: pair for name, pair in joined.items() if pair[0] != pair[1]}
