"""Floor 1: queries of readers' pages, spelled once a process instead of once a page.

Django takes several times longer to spell a query than PostgreSQL to answer it. A ``Prepared``
query is an ordinary queryset, built for stand-ins of its parameters; what it was spelled to is
run again with their values. PostgreSQL keeps the statement, and so its plan, as well.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, get_related_populators
from psycopg.adapt import Transformer
from psycopg.sql import quote

from articles.models.statements import OUTDATED, run_statement

STAND_INS = {
    int: lambda place: -(2**62) - place,
    str: lambda place: f"\ue000{place}",
    datetime: lambda place: datetime(9000 + place, 1, 1, tzinfo=UTC),
}
MARK = re.compile(r"%[s%]")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


class Prepared:
    """A queryset of parameters, which *build* names and annotates as int, str or datetime.

    Calling it gives what iterating the queryset would: instances, or the tuples of a
    ``values_list``. *build* runs once for each kind of database, so nothing in it may depend
    on the moment. *around* is SQL that holds the queryset's in place of ``{}`` and gives its
    columns; its own parameters stand *before* those of the queryset and are named here in order.
    """

    def __init__(
        self, build: Callable[..., QuerySet], *, around: str = "{}", before: Sequence[str] = ()
    ) -> None:
        self._build, self._around, self._before = build, around, before
        kinds = inspect.get_annotations(build)
        names = [name for name in kinds if name != "return"]
        self._stand_ins = {name: STAND_INS[kinds[name]](n) for n, name in enumerate(names)}
        self._spelled: dict[str, _Query] = {}

    def __call__(self, **values: Any) -> list:
        # The primary, or the replica (docs/adr/0022).
        connection = connections[self._queryset.db]
        query = self._spelled_for(connection)
        is_heard = connection.queries_logged or connection.execute_wrappers
        if connection.vendor == "postgresql" and not is_heard:
            rows = query.rows_of_statement(values, connection)
        else:
            rows = query.rows(values, connection)
        return list(query.results(rows, connection))

    @cached_property
    def _queryset(self) -> QuerySet:
        return self._build(**self._stand_ins)

    def _spelled_for(self, connection: BaseDatabaseWrapper) -> "_Query":
        """Return the query in the dialect of *connection*: a copy may move between the two.

        It is built anew for each, because *build* may ask which database it is.
        """
        query = self._spelled.get(connection.vendor)
        if query is None:
            query = _Query(self._build(**self._stand_ins), self._stand_ins, connection)
            query.put_into(self._around, self._before)
            self._spelled[connection.vendor] = query
        return query


class _Query:
    """A queryset as its database reads it, and the way from its rows to its results."""

    def __init__(
        self, queryset: QuerySet, stand_ins: dict[str, Any], connection: BaseDatabaseWrapper
    ) -> None:
        compiler = queryset.query.get_compiler(connection=connection)
        self._sql, values = compiler.as_sql()
        names = {_adapted(value, connection): name for name, value in stand_ins.items()}
        # A parameter's name and True, or what is the same each time and False.
        self._values = [(names.get(value, value), value in names) for value in values]
        if any(MOMENT.match(str(value)) for value, is_open in self._values if not is_open):
            raise ValueError("A moment in a prepared query must be one of its parameters.")
        self._select = compiler.select
        is_of_models = issubclass(queryset._iterable_class, ModelIterable)
        self._info = compiler.klass_info if is_of_models else None
        self._annotations = compiler.annotation_col_map or {}
        converters = compiler.get_converters([column for column, *_ in self._select])
        self._converters = converters.items()

    def put_into(self, around: str, before: Sequence[str]) -> None:
        self._sql = around.replace("{}", self._sql)
        self._values = [*((name, True) for name in before), *self._values]

    def rows(self, values: dict[str, Any], connection: BaseDatabaseWrapper) -> list[tuple]:
        """Ask as Django does."""
        asked = [values[value] if is_open else value for value, is_open in self._values]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, [_adapted(value, connection) for value in asked])
            return cursor.fetchall()

    def rows_of_statement(
        self, values: dict[str, Any], connection: BaseDatabaseWrapper
    ) -> list[tuple]:
        """Ask PostgreSQL by a statement that the connection has prepared, or prepares now."""
        connection.ensure_connection()
        driver, (name, text) = connection.connection, self._statement
        asked = [_text(values[value]) for value, is_open in self._values if is_open]
        with connection.wrap_database_errors:
            try:
                answer = run_statement(driver, name, text, asked)
            except OUTDATED:
                if connection.in_atomic_block:
                    raise
                return self.rows(values, connection)
            transformer = Transformer(driver)
            transformer.set_pgresult(answer)
            return transformer.load_rows(0, answer.ntuples, tuple)

    @cached_property
    def _statement(self) -> tuple[bytes, bytes]:
        """The name and the text of the statement: only the parameters are open in it."""
        values, opened = iter(self._values), 0

        def mark(match: re.Match) -> str:
            nonlocal opened
            if match[0] == "%%":
                return "%"
            value, is_open = next(values)
            opened += is_open
            return f"${opened}" if is_open else quote(value)

        text = MARK.sub(mark, self._sql).encode()
        return b"articles_" + sha256(text).hexdigest()[:32].encode(), text

    def results(self, rows: list[tuple], connection: BaseDatabaseWrapper) -> Iterator:
        """Yield what iterating the queryset would."""
        if self._converters:
            rows = [self._converted([*row], connection) for row in rows]
        return self._instances(rows, connection.alias) if self._info else iter(rows)

    def _converted(self, row: list, connection: BaseDatabaseWrapper) -> tuple:
        for place, (converters, expression) in self._converters:
            for convert in converters:
                row[place] = convert(row[place], expression, connection)
        return tuple(row)

    def _instances(self, rows: list[tuple], using: str) -> Iterator:
        """As ``django.db.models.query.ModelIterable`` makes them."""
        places = self._info["select_fields"]
        begin, end = places[0], places[-1] + 1
        names = [column.target.attname for column, *_ in self._select[begin:end]]
        related = get_related_populators(self._info, self._select, using)
        for row in rows:
            instance = self._info["model"].from_db(using, names, row[begin:end])
            for populator in related:
                populator.populate(row, instance)
            for name, place in self._annotations.items():
                setattr(instance, name, row[place])
            yield instance


def _adapted(value: Any, connection: BaseDatabaseWrapper) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def _text(value: Any) -> bytes:
    return (value.isoformat() if isinstance(value, datetime) else str(value)).encode()
