"""Floor 2: the two tables of the catalogue, and the triggers that keep them.

``articles_listed`` has a row for every list that a signed edition is in: the whole site, its
channel, and each tag, official and enterprise it names. ``articles_tally`` counts, by month,
those that have no end. Both follow in the writer's own transaction, past every model.

Making a table anew, as a migration on SQLite may, needs the triggers out of its way and drops
some: they are taken away before such a migration and ``ensure`` brings them back after it.
"""

from typing import Any

from django.db import connection as default
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.catalogue import statements
from articles.catalogue.statements import LISTED, TALLY


def create_tables(connection: BaseDatabaseWrapper) -> None:
    """Make both tables, empty: ``ensure`` fills them when ``migrate`` is done."""
    _execute(connection, (*statements.TABLES[connection.vendor], *statements.INDEXES))


def drop_tables(connection: BaseDatabaseWrapper) -> None:
    remove(connection)
    _execute(connection, (f"DROP TABLE {LISTED}", f"DROP TABLE {TALLY}"))


def install(connection: BaseDatabaseWrapper) -> None:
    _execute(connection, statements.TRIGGERS[connection.vendor]())


def remove(connection: BaseDatabaseWrapper) -> None:
    _execute(connection, statements.without_triggers(connection.vendor))


def is_installed(connection: BaseDatabaseWrapper) -> bool:
    """Whether the database itself keeps the catalogue."""
    with connection.cursor() as cursor:
        cursor.execute(statements.PRESENT[connection.vendor])
        return cursor.fetchone()[0] == statements.NUMBER[connection.vendor]


def rebuild(connection: BaseDatabaseWrapper = default) -> None:
    """Fill both tables anew from the articles and their links."""
    with transaction.atomic(using=connection.alias):
        _execute(
            connection,
            (
                f"DELETE FROM {LISTED}",
                f"DELETE FROM {TALLY}",
                f"INSERT INTO {LISTED} ({statements.COLUMNS}) {statements.rows_of('1 = 1')}",
            ),
        )


def make_way(plan: list, **_: Any) -> None:
    """Take the triggers away before migrations: SQLite makes no table anew that one reads."""
    if plan and default.vendor == "sqlite":
        remove(default)


def ensure(**_: Any) -> None:
    """Bring triggers and rows back after ``migrate`` where they are missing."""
    has_tables = {LISTED, TALLY} <= {*default.introspection.table_names()}
    if has_tables and not is_installed(default):
        with transaction.atomic():
            remove(default)
            install(default)
            rebuild(default)


def _execute(connection: BaseDatabaseWrapper, wanted: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in wanted:
            cursor.execute(statement)
