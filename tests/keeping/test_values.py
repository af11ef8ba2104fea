"""Every kind of column comes back as it was, past the doors that clean and stamp."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, models

from articles.keeping.tables import LEFT_OUT, all_models, fields_of
from articles.keeping.values import _FROM_TEXT, Decoder, _kind, line_of
from articles.models.fields import LineField, SafeRichTextField

AS_IT_IS = {
    "AutoField", "BigAutoField", "BigIntegerField", "BooleanField", "CharField", "FileField",
    "GenericIPAddressField", "IntegerField", "JSONField", "PositiveBigIntegerField",
    "PositiveIntegerField", "PositiveSmallIntegerField", "SlugField", "SmallIntegerField",
    "TextField",
}  # fmt: skip
VALUES: list[tuple[models.Field, Any]] = [
    (models.DateTimeField(auto_now=True), datetime(1999, 12, 31, 23, 59, 59, 1, tzinfo=UTC)),
    (models.DateField(), date(1, 1, 1)),
    (models.TimeField(), time(23, 59, 59, 999_999)),
    (models.DurationField(), timedelta(days=-1, microseconds=1)),
    (models.DecimalField(max_digits=30, decimal_places=6), Decimal("-123456789012345678.000001")),
    (models.UUIDField(), uuid.UUID(int=1)),
    (models.BinaryField(), b"\0\xff"),
    (models.JSONField(), {"二": [1.5, None, True, {"a": "\u2028"}], "一": 2**60}),
    (models.BigIntegerField(), -(2**63)),
    (models.BooleanField(), False),
    (models.CharField(null=True), None),
    (LineField(), "  两行\n𠮷\u200b "),
    (SafeRichTextField(), "<script>x</script>\r\n"),
]


@pytest.mark.parametrize(("field", "value"), VALUES, ids=lambda one: type(one).__name__)
@pytest.mark.django_db
def test_a_value_comes_back_as_it_was(field: models.Field, value: Any) -> None:
    (told,) = Decoder([field], connection).row(line_of([value]))

    expected = field.get_db_prep_value(value, connection, prepared=True)
    assert type(told) is type(expected)
    assert _plain(told) == _plain(expected)


def _plain(value: Any) -> Any:
    """Unwrap what psycopg wraps."""
    return getattr(value, "obj", value)


@pytest.mark.one_database
def test_every_column_is_of_a_kind_that_comes_back() -> None:
    columns = [field for model in all_models() for field in fields_of(model)]

    assert {_kind(field) for field in columns} <= AS_IT_IS | _FROM_TEXT.keys()


@pytest.mark.one_database
def test_what_is_left_out_exists_and_holds_no_content() -> None:
    assert {model._meta.label for model in all_models()} > LEFT_OUT


@pytest.mark.one_database
def test_what_would_not_come_back_is_not_kept() -> None:
    for value in (object(), {1, 2}, User()):
        with pytest.raises((TypeError, ValueError)):
            line_of([value])
