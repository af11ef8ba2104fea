"""One moment of the database, read through a connection of its own while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.keeping.refusing import Refused
from articles.keeping.tables import kept_models

ALIAS = "keeping_snapshot"
PATIENCE = "60s"  # how long tables that are being altered are waited for


@contextmanager
def snapshot() -> Iterator[BaseDatabaseWrapper]:
    """Yield the connection that sees one moment; also found as ``connections[ALIAS]``.

    Tables keep their form while it is open: on PostgreSQL a migration waits for its end.
    """
    seen = connection.copy(ALIAS)
    if seen.vendor == "sqlite":
        # The house's IMMEDIATE would lock the writers out.
        seen.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
    connections[ALIAS] = seen
    try:
        with transaction.atomic(using=ALIAS):
            _freeze(seen)
            yield seen
    finally:
        seen.close()
        del connections[ALIAS]


def _freeze(seen: BaseDatabaseWrapper) -> None:
    with seen.cursor() as cursor:
        if seen.vendor == "sqlite":
            cursor.execute("PRAGMA query_only = ON")
            cursor.execute("SELECT count(*) FROM sqlite_master")  # the moment is that of a reading
            return
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(
            f"SET LOCAL lock_timeout = '{PATIENCE}'; SET LOCAL statement_timeout = 0;"
            " SET LOCAL idle_in_transaction_session_timeout = 0"
        )
        # Before the moment is taken, which is at the first SELECT: a table that is rewritten
        # between the two would look empty.
        names = (model._meta.db_table for model in kept_models())
        tables = ", ".join(map(seen.ops.quote_name, ("django_migrations", *names)))
        try:
            cursor.execute(f"LOCK TABLE {tables} IN ACCESS SHARE MODE")
        except OperationalError as error:
            raise Refused("数据库的表正在改动（可能在迁移），没有备份：请稍后再试。") from error
