"""Floor 2: which documents have which characters and pairs of characters.

The one module of the search that knows SQLite from PostgreSQL. Two lists, one of the
titles and one of everything, each kept in the order of ranks; a document is entered and
taken out with the folded texts that its ``SearchDocument`` holds. What comes out are
candidates: they have every pair, not yet necessarily in one place.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import connection, connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from articles.models import SearchDocument
from articles.text.folding import grams

TITLES, TEXTS = "articles_search_titles", "articles_search_texts"
TABLES = (TITLES, TEXTS)
DOCUMENT = "articles_searchdocument"
_LAST = 2**63 - 1  # the highest row number SQLite has, and no rank is higher


@dataclass(frozen=True)
class Row:
    """One document's folded texts."""

    rank: int
    title: str
    text: str

    def grams(self) -> tuple[tuple[str, list[str]], ...]:
        """Return (table, grams) for both lists; a document without a title is in one only."""
        both = ((TITLES, list(grams(self.title))), (TEXTS, list(grams(self.text))))
        return tuple((table, found) for table, found in both if found)


@dataclass(frozen=True)
class Wanted:
    """What a candidate must have: all grams and all facets, and a rank below a bound."""

    grams: tuple[str, ...]
    facets: tuple[str, ...] = ()
    below: int | None = None


@dataclass(frozen=True)
class Question:
    """A statement that yields ranks, highest first, with its parameters."""

    statement: str
    parameters: list[object]


class Postings(Protocol):
    """What a database must be able to do."""

    clear: tuple[str, ...]

    def add(self, rows: Iterable[Row]) -> None: ...
    def remove(self, rows: Iterable[Row]) -> None: ...
    def having_all(self, table: str, wanted: Wanted, limit: int) -> Question: ...
    def having_any(self, table: str, some: Sequence[str], limit: int) -> Question: ...
    def ask(self, statement: str, parameters: list[object]) -> list[tuple]: ...
    def spelled(self, values: Sequence[int] | Sequence[str]) -> str: ...
    def among(self, ranks: str) -> RawSQL: ...
    def either(self, ranks: str, keys: str) -> RawSQL: ...


def _having(rank: str, facets: Sequence[str]) -> str:
    """Return the condition on the facets, which both databases are asked alike."""
    has_facet = (
        " AND EXISTS (SELECT 1 FROM articles_searchfacet facets"  # noqa: S608
        f" WHERE facets.facet = %s AND facets.rank = {rank})"
    )
    return has_facet * len(facets)


def _either(condition: str, ranks: str, keys: str) -> RawSQL:
    return RawSQL(condition, [ranks, keys], BooleanField())  # noqa: S611 of two parameters


def _by_table(rows: Iterable[Row]) -> dict[str, list[tuple[int, list[str]]]]:
    lists: dict[str, list[tuple[int, list[str]]]] = {}
    for row in rows:
        for table, found in row.grams():
            lists.setdefault(table, []).append((row.rank, found))
    return lists


class SqlitePostings:
    """FTS5 without stored text; row numbers go up as ranks go down: the newest come first.

    A list is never read downwards: SQLite 3.40, which Debian 12 has, then loses pages of it.
    It reads its index of the pages backwards, and where two pages lie more than 2**56 apart,
    a year of ranks, it takes the end of that distance for the beginning of the next.
    """

    clear = tuple(f"INSERT INTO {table}({table}) VALUES ('delete-all')" for table in TABLES)  # noqa: S608

    def add(self, rows: Iterable[Row]) -> None:
        self._write("INSERT INTO {0}(rowid, grams) VALUES (%s, %s)", rows)

    def remove(self, rows: Iterable[Row]) -> None:
        """Take rows out; FTS5 without stored text must be told what was entered."""
        self._write("INSERT INTO {0}({0}, rowid, grams) VALUES ('delete', %s, %s)", rows)

    def _write(self, statement: str, rows: Iterable[Row]) -> None:
        with connection.cursor() as cursor:
            for table, entries in _by_table(rows).items():
                lines = sorted((_LAST - rank, " ".join(found)) for rank, found in entries)
                cursor.executemany(statement.format(table), lines)

    def having_all(self, table: str, wanted: Wanted, limit: int) -> Question:
        match = " AND ".join(f'"{gram}"' for gram in wanted.grams)
        conditions = _having(f"{_LAST} - {table}.rowid", wanted.facets)
        parameters: list[object] = list(wanted.facets)
        if wanted.below is not None:
            conditions += f" AND {table}.rowid > %s"
            parameters.append(_LAST - wanted.below)
        return self._matching(table, match, conditions, parameters, limit)

    def having_any(self, table: str, some: Sequence[str], limit: int) -> Question:
        return self._matching(table, " OR ".join(f'"{gram}"' for gram in some), "", [], limit)

    def _matching(
        self, table: str, match: str, conditions: str, parameters: list[object], limit: int
    ) -> Question:
        statement = (
            f"SELECT {_LAST} - rowid AS rank FROM {table} WHERE {table} MATCH %s{conditions}"  # noqa: S608
            f" ORDER BY rowid LIMIT {limit}"
        )
        return Question(statement, [match, *parameters])

    def ask(self, statement: str, parameters: list[object]) -> list[tuple]:
        with _reading().cursor() as cursor:
            return cursor.execute(statement, parameters).fetchall()

    def spelled(self, values: Sequence[int] | Sequence[str]) -> str:
        return json.dumps(values)

    def among(self, ranks: str) -> RawSQL:
        return RawSQL("SELECT value FROM json_each(%s)", [ranks])

    def either(self, ranks: str, keys: str) -> RawSQL:
        listed = "IN (SELECT value FROM json_each(%s))"
        return _either(f"{DOCUMENT}.rank {listed} OR {DOCUMENT}.key {listed}", ranks, keys)


class PostgresPostings:
    """An array of grams with a GIN index; byte order, so that no collation slows it down."""

    clear = (f"TRUNCATE {TITLES}, {TEXTS}",)

    def add(self, rows: Iterable[Row]) -> None:
        with connection.cursor() as cursor:
            for table, entries in _by_table(rows).items():
                cursor.executemany(
                    f"INSERT INTO {table} VALUES (%s, %s)"  # noqa: S608
                    " ON CONFLICT (rank) DO UPDATE SET grams = excluded.grams",
                    entries,
                )

    def remove(self, rows: Iterable[Row]) -> None:
        ranks = [row.rank for row in rows]
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"DELETE FROM {table} WHERE rank = ANY(%s)", [ranks])  # noqa: S608

    def having_all(self, table: str, wanted: Wanted, limit: int) -> Question:
        conditions = _having("listed.rank", wanted.facets)
        parameters: list[object] = list(wanted.facets)
        if wanted.below is not None:
            conditions += " AND listed.rank < %s"
            parameters.append(wanted.below)
        return self._matching(table, "@>", [list(wanted.grams), *parameters], conditions, limit)

    def having_any(self, table: str, some: Sequence[str], limit: int) -> Question:
        return self._matching(table, "&&", [list(some)], "", limit)

    def _matching(
        self, table: str, operator: str, parameters: list[object], conditions: str, limit: int
    ) -> Question:
        # The planner would walk all ranks to sort or to join them, and unpack every array on
        # its way: "+ 0" hides the order from it, the materialised list the join.
        listed = f"SELECT rank FROM {table} WHERE grams {operator} %s"  # noqa: S608
        if conditions:
            listed = f"WITH listed AS MATERIALIZED ({listed}) SELECT rank FROM listed WHERE true{conditions}"  # noqa: S608
        statement = f"{listed} ORDER BY rank + 0 DESC LIMIT {limit}"
        return Question(statement, parameters)

    def ask(self, statement: str, parameters: list[object]) -> list[tuple]:
        """Ask with the index at any price: what a sequential scan unpacks is not in its estimate."""
        with _reading().cursor() as cursor:
            cursor.execute(f"SET LOCAL enable_seqscan = off; {statement}", parameters)
            cursor.nextset()
            return cursor.fetchall()

    def spelled(self, values: Sequence[int] | Sequence[str]) -> str:
        return f"{{{json.dumps(values, ensure_ascii=False)[1:-1]}}}"

    def among(self, ranks: str) -> RawSQL:
        return RawSQL("SELECT unnest(%s::bigint[])", [ranks])

    def either(self, ranks: str, keys: str) -> RawSQL:
        listed = (f"{DOCUMENT}.rank = ANY(%s::bigint[])", f"{DOCUMENT}.key = ANY(%s::text[])")
        return _either(" OR ".join(listed), ranks, keys)


_BACKENDS: dict[str, Postings] = {"sqlite": SqlitePostings(), "postgresql": PostgresPostings()}


def _backend() -> Postings:
    return _BACKENDS[connection.vendor]


def _reading() -> BaseDatabaseWrapper:
    """Return the connection that the documents are read by, which may be a replica's."""
    return connections[router.db_for_read(SearchDocument)]


def clear() -> None:
    """Empty the lists."""
    with connection.cursor() as cursor:
        for statement in _backend().clear:
            cursor.execute(statement)


def add(rows: Iterable[Row]) -> None:
    """Enter documents that are not in the lists."""
    _backend().add(rows)


def remove(rows: Iterable[Row]) -> None:
    """Take out documents as they were entered."""
    _backend().remove(rows)


def spelled(values: Iterable[int] | Iterable[str]) -> str:
    """Return *values* as the one parameter that the two conditions below are given.

    A thousand of their own take their time to write, and could be spelled in no query before.
    """
    return _backend().spelled(list(values))


def among(ranks: str) -> RawSQL:
    """Return the spelled *ranks* for ``rank__in``."""
    return _backend().among(ranks)


def either(ranks: str, keys: str) -> RawSQL:
    """Return the condition that a document has one of the spelled *ranks*, or of the *keys*."""
    return _backend().either(ranks, keys)


def candidates(table: str, wanted: Wanted, limit: int) -> list[int]:
    """Return the highest ranks in one list that have all that is *wanted*; one query."""
    question = _backend().having_all(table, wanted, limit)
    return [rank for (rank,) in _backend().ask(question.statement, question.parameters)]


def first_candidates(wanted: Wanted, limit: int) -> tuple[list[int], list[int]]:
    """Return the highest ranks in the titles and in the texts; one query for both.

    The texts are not looked through when the titles alone reach the limit.
    """
    titles = _backend().having_all(TITLES, wanted, limit)
    texts = _backend().having_all(TEXTS, wanted, limit)
    statement = (
        f"WITH titles AS ({titles.statement})"  # noqa: S608
        " SELECT 0, rank FROM titles UNION ALL"
        f" SELECT 1, rank FROM ({texts.statement}) AS texts"
        f" WHERE (SELECT count(*) FROM titles) < {limit}"
    )
    found: tuple[list[int], list[int]] = ([], [])
    for number, rank in _backend().ask(statement, titles.parameters + texts.parameters):
        found[number].append(rank)
    return found


def alike(some: Sequence[str], limit: int) -> list[int]:
    """Return the highest ranks whose title has any of *some* grams; names rank highest."""
    question = _backend().having_any(TITLES, some, limit)
    return [rank for (rank,) in _backend().ask(question.statement, question.parameters)]


def having_facets(facets: Sequence[str], limit: int) -> list[int]:
    """Return the highest ranks that have all *facets*, the first being the rarest; one query."""
    statement = (
        "SELECT rank FROM articles_searchfacet first"  # noqa: S608
        f" WHERE facet = %s{_having('first.rank', facets[1:])}"
        f" ORDER BY rank DESC LIMIT {limit}"
    )
    with _reading().cursor() as cursor:
        cursor.execute(statement, list(facets))
        return [rank for (rank,) in cursor.fetchall()]
