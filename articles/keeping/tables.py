"""Which tables are kept: those of every model, found by asking Django, but for a few."""

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

# Logins end with a restore, and no copy holds the key to one; the search is made anew from
# the records, as each database keeps it in another form.
LEFT_OUT = frozenset(
    {"sessions.Session", "articles.SearchDocument", "articles.SearchFacet", "articles.SearchState"}
)
# What ``migrate`` itself writes into a new database.
BORN = frozenset(
    {
        "contenttypes.ContentType",
        "auth.Permission",
        "auth.Group",
        "auth.Group_permissions",
        "articles.GrantedRight",
        "articles.AuditEntry",
        "articles.AuditChain",
        "articles.Generation",
        "articles.SearchState",
    }
)

Model = type[models.Model]


def all_models() -> list[Model]:
    """Return every model with a table of its own, in the order of the tables' names."""
    found = apps.get_models(include_auto_created=True)
    real = [one for one in found if one._meta.managed and not one._meta.proxy]
    return sorted(real, key=lambda model: model._meta.db_table)


def kept_models() -> list[Model]:
    return [model for model in all_models() if model._meta.label not in LEFT_OUT]


def fields_of(model: Model) -> list[models.Field]:
    """Return the columns that are written; what the database computes, it computes again."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def columns_of(model: Model) -> list[str]:
    return [field.column for field in fields_of(model)]


def last_id(connection: BaseDatabaseWrapper, model: Model) -> int:
    """Return the last key the database gave out by itself; a deleted row's is not given again."""
    with connection.cursor() as cursor:
        if not _sequence(connection, model):
            return 0
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [_table(model)])
            return (cursor.fetchone() or (0,))[0]
        name = _sequence(connection, model)
        cursor.execute(f"SELECT last_value - (NOT is_called)::int FROM {name}")  # noqa: S608
        return cursor.fetchone()[0]


def set_last_id(connection: BaseDatabaseWrapper, model: Model, last: int) -> None:
    """Let the database go on after *last*, or after the highest key in the table."""
    name = _sequence(connection, model)
    if not name:
        return
    rows = model._base_manager.using(connection.alias)
    highest = rows.aggregate(highest=models.Max("pk"))["highest"] or 0
    last = max(last, highest)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [_table(model)])
            cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [_table(model), last])
        else:
            cursor.execute("SELECT setval(%s::regclass, %s, %s)", [name, last or 1, last > 0])


def _table(model: Model) -> str:
    return model._meta.db_table


def _sequence(connection: BaseDatabaseWrapper, model: Model) -> str:
    """Return what numbers the rows of *model*; "" where their keys come from elsewhere."""
    if not isinstance(model._meta.pk, models.AutoField | models.BigAutoField):
        return ""
    if connection.vendor == "sqlite":
        return _table(model)
    with connection.cursor() as cursor:
        column = model._meta.pk.column
        quoted = connection.ops.quote_name(_table(model))
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quoted, column])
        return cursor.fetchone()[0] or ""
