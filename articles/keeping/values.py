"""One column's value as JSON and back, exactly: no field cleans or stamps it on the way."""

import base64
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

Row = Sequence[Any]

_AS_TEXT: dict[type, Callable[[Any], Any]] = {
    datetime: datetime.isoformat,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: lambda value: value // timedelta(microseconds=1),
    Decimal: str,
    UUID: str,
    bytes: lambda value: base64.b64encode(value).decode(),
    memoryview: lambda value: base64.b64encode(value).decode(),
}
_FROM_TEXT: dict[str, Callable[[Any], Any]] = {
    "DateTimeField": datetime.fromisoformat,
    "DateField": date.fromisoformat,
    "TimeField": time.fromisoformat,
    "DurationField": lambda value: timedelta(microseconds=value),
    "DecimalField": Decimal,
    "UUIDField": UUID,
    "BinaryField": lambda value: base64.b64decode(value, validate=True),
}


def line_of(row: Row) -> bytes:
    """Return *row* as one line; raise TypeError for a value that would not come back the same."""
    text = json.dumps(row, default=_encoded, ensure_ascii=False, separators=(",", ":"))
    return text.encode() + b"\n"


def _encoded(value: Any) -> Any:
    encode = _AS_TEXT.get(type(value))
    if encode is None:
        raise TypeError(f"no way to keep a {type(value).__name__}")
    return encode(value)


class Decoder:
    """Makes of a line what the database takes for the columns of *fields*."""

    def __init__(self, fields: Sequence[models.Field], connection: BaseDatabaseWrapper) -> None:
        self._fields = fields
        self._connection = connection
        self._decode = [_FROM_TEXT.get(_kind(field)) for field in fields]

    def row(self, line: bytes) -> list[Any]:
        """Return the values of one row; raise ValueError or TypeError for another kind of line."""
        values = json.loads(line)
        if not isinstance(values, list) or len(values) != len(self._fields):
            raise ValueError("not a row of this table")
        return [self._value(*each) for each in zip(self._fields, self._decode, values, strict=True)]

    def _value(self, field: models.Field, decode: Callable | None, value: Any) -> Any:
        if value is None and field.null:
            return None
        if decode is not None and value is not None:
            value = decode(value)
        # "Prepared": the doors of articles.models.fields stay shut behind what passed them once.
        return field.get_db_prep_value(value, self._connection, prepared=True)


def _kind(field: models.Field) -> str:
    """Return the kind of *field*, or of the key that it points to."""
    while field.is_relation:
        field = field.target_field
    return field.get_internal_type()
