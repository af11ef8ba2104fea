"""The database that a copy is put into: whether it may be, how it is emptied and filled."""

import gzip
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DatabaseError, connection

from articles.audit import protection
from articles.keeping import state
from articles.keeping.archive import CHUNK, TABLES, Member
from articles.keeping.facts import Facts, Table
from articles.keeping.refusing import Damaged, Progress, Refused
from articles.keeping.tables import (
    BORN,
    Model,
    all_models,
    columns_of,
    fields_of,
    kept_models,
    set_last_id,
)
from articles.keeping.values import Decoder
from articles.search import postings

ROWS_AT_ONCE = 200
LONGEST_ROW = 64 * CHUNK


def name() -> str:
    """Return what the operator calls the database: its name, or that of its file."""
    called = str(connection.settings_dict["NAME"])
    return Path(called).name if connection.vendor == "sqlite" else called


def refuse_other_tables(facts: Facts) -> None:
    """Raise Refused where the copy has other tables or columns than this program."""
    there = {table.name: sorted(table.columns) for table in facts.tables}
    here = {model._meta.db_table: sorted(columns_of(model)) for model in kept_models()}
    if there != here or len(there) != len(facts.tables):
        raise Refused("备份里的表与本程序的表不同：请用做这份备份的那一版程序恢复。")


def prepare(*, overwrite: str) -> None:
    """Make the tables where there are none; raise Refused where rows would be lost.

    *overwrite* is the name of the database whose content may go, "" when none may.
    """
    if overwrite and overwrite != name():
        raise Refused(
            f"--overwrite 后面要写目标数据库的名字 {name()}，写的却是 {overwrite}，没有恢复。"
        )
    if state.is_bare():
        call_command("migrate", verbosity=0, interactive=False)
    state.refuse_unless_migrated(connection)
    if not overwrite:
        refuse_unless_empty()


def refuse_unless_empty() -> None:
    """Raise Refused where the database holds more than ``migrate`` writes into a new one."""
    for model in all_models():
        if model._meta.label in BORN:
            continue
        if model._base_manager.using(connection.alias).exists():
            raise Refused(
                f"目标数据库 {name()} 里已有内容（例如表 {model._meta.db_table}），没有恢复。"
                f"请换一个空的数据库；确要清空它再恢复，请加 --overwrite {name()}"
            )


def lock() -> None:
    """Keep writers out until the end of the transaction; readers see what was there before."""
    if connection.vendor == "postgresql":  # SQLite has one writer anyway
        tables = ", ".join(map(_quoted, all_models()))
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")


def fill(facts: Facts, parts: Iterator[Member], progress: Progress) -> None:
    """Replace every row by those of the copy, exactly, in the caller's transaction.

    Raises Refused, with the table's name, where the database does not take a row.
    """
    protection.remove(connection)
    _empty()
    tables = {table.name: table for table in facts.tables}
    models = {model._meta.db_table: model for model in kept_models()}
    for part in parts:
        table = part.name.removeprefix(TABLES).rpartition("/")[0]
        try:
            _insert(models[table], tables[table], part.file, progress)
        except (DatabaseError, ValueError, TypeError, OverflowError, RecursionError) as error:
            raise Refused(f"表 {table} 里有一行恢复不了：{str(error).strip()}") from error
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise Refused(f"备份里的数据互相对不上：{str(error).strip()}") from error
    for model in models.values():
        set_last_id(connection, model, tables[model._meta.db_table].last_id)
    protection.install(connection)
    postings.clear()  # last: on PostgreSQL who searches waits from here on
    ContentType.objects.clear_cache()


def _empty() -> None:
    with connection.cursor() as cursor:
        for model in all_models():
            cursor.execute(f"DELETE FROM {_quoted(model)}")  # noqa: S608


def _insert(model: Model, table: Table, part: BinaryIO, progress: Progress) -> None:
    fields = {field.column: field for field in fields_of(model)}
    decoder = Decoder([fields[column] for column in table.columns], connection)
    columns = ", ".join(map(connection.ops.quote_name, table.columns))
    values = ", ".join(["%s"] * len(table.columns))
    statement = f"INSERT INTO {_quoted(model)} ({columns}) VALUES ({values})"  # noqa: S608
    lines = _lines(part)
    with connection.cursor() as cursor:
        while rows := [decoder.row(line) for line in islice(lines, ROWS_AT_ONCE)]:
            cursor.executemany(statement, rows)
            progress.advance(len(rows))


def _lines(part: BinaryIO) -> Iterator[bytes]:
    with gzip.GzipFile(fileobj=part) as unpacked:
        while line := unpacked.readline(LONGEST_ROW + 1):
            if len(line) > LONGEST_ROW:
                raise Damaged("备份里有一行大得不合常理。")
            yield line


def _quoted(model: Model) -> str:
    return connection.ops.quote_name(model._meta.db_table)
