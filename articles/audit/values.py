"""Values as the trail keeps them: JSON that is readable for good and can be written back.

A foreign key is ``{"key": 5, "name": "新材料"}``, many are a list of these, a long text is
``{"sha256": "…", "length": 1234}``; everything else is what ``field.to_python`` reads.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from articles.audit.masking import masked
from articles.audit.recording import name_of
from articles.audit.watching import Watched
from articles.models.key_figure import plain_decimal

Value = Any  # None, bool, int, str, dict or list of dicts: whatever JSON knows
NOTHING = (None, "", [])


def stored(watched: Watched, key: object, names: Iterable[str]) -> dict[str, Any] | None:
    """Return the columns *names* as the database has them; None when there is no such row."""
    columns = [watched.fields[name].attname for name in names]
    rows = watched.model._base_manager.filter(pk=key)
    row = rows.values_list(*columns).first()
    return None if row is None else dict(zip(names, row, strict=True))


def held(watched: Watched, record: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """Return the columns *names* as *record* has them, in the types of the database."""
    return {name: _typed(watched.fields[name], record) for name in names}


def changed(
    watched: Watched, old: dict[str, Any], new: dict[str, Any], record: models.Model
) -> dict[str, list[Value]]:
    """Return ``{field: [old, new]}`` of what differs."""
    return {
        name: [kept(watched, name, old[name]), kept(watched, name, value, record)]
        for name, value in new.items()
        if old[name] != value
    }


def begun(watched: Watched, record: models.Model) -> dict[str, list[Value]]:
    """Return the values of a new record that are not empty."""
    values = held(watched, record, watched.fields)
    return {
        name: [None, kept(watched, name, value, record)]
        for name, value in values.items()
        if value not in NOTHING
    }


def ended(watched: Watched, record: models.Model) -> dict[str, list[Value]]:
    """Return the last values of a record that goes; with its links where it can be restored."""
    values = held(watched, record, watched.fields)
    fields = {
        name: [kept(watched, name, value, record), None]
        for name, value in values.items()
        if value not in NOTHING
    }
    if not watched.undoable:
        return fields
    links = {link: [named(getattr(record, link).all()), None] for link in watched.links}
    return fields | {link: values for link, values in links.items() if values[0]}


def kept(watched: Watched, name: str, value: object, record: models.Model | None = None) -> Value:
    """Return *value* of the field *name* as the trail keeps it."""
    field = watched.fields[name]
    if field.is_relation:
        return _pointer(field, value, record)
    if name in watched.digested:
        return _digested(str(value or ""))
    if isinstance(value, str):
        return value if name in watched.public else masked(value)
    return _plain(value)


def named(records: Iterable[models.Model]) -> list[Value]:
    """Return links as the trail keeps them, in the order of their keys."""
    found = [{"key": record.pk, "name": name_of(record)} for record in records]
    return sorted(found, key=lambda link: link["key"])


def _typed(field: models.Field, record: models.Model) -> Any:
    value = field.value_from_object(record)
    if isinstance(field, models.FileField):
        return value.name or "" if value else ""
    try:
        return field.to_python(value)
    except ValidationError:
        return value


def _plain(value: object) -> Value:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _digested(text: str) -> Value:
    return {"sha256": hashlib.sha256(text.encode()).hexdigest(), "length": len(text)}


def _pointer(field: models.Field, key: object, record: models.Model | None) -> Value:
    """Return key and name of the record that a foreign key points to."""
    if key is None:
        return None
    related = field.get_cached_value(record, default=None) if record is not None else None
    if related is None or related.pk != key:
        related = field.related_model._base_manager.filter(pk=key).first()
    return {"key": key, "name": name_of(related) if related else ""}
