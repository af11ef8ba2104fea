"""What a request costs the server: CPU time of the application and of the database together."""

import statistics
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import cycle

import psycopg

from bench.site.asking import NOTHING, Line, Reply, one_for_each_worker
from bench.site.databases import NotMeasurable
from bench.site.processes import milliseconds
from bench.site.servers import Program

LONGEST, FEWEST = 20.0, 4  # seconds after which a slow page is asked no more, but so often
SETTLED = 0.004  # seconds until what is done after the last byte is done
MOVE = "UPDATE articles_generation SET number = number + 1"


@dataclass(frozen=True, order=True)
class Cost:
    """CPU milliseconds: all of them, and those of PostgreSQL among them."""

    total: float
    database: float = 0.0

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(self.total - other.total, self.database - other.database)

    def __truediv__(self, number: int) -> "Cost":
        return Cost(self.total / number, self.database / number)


@dataclass(frozen=True)
class Measured:
    """An application, and the processes that work for it."""

    program: Program
    postmaster: int
    database: str

    def lines(self, probe: str = "/healthz") -> list[Line]:
        """Return a connection to each worker."""
        return one_for_each_worker(self.program, probe=probe)

    def strangers(self) -> set[int]:
        """Return the backends of others on the server, this program's own among them."""
        found = watching(self.database).execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname <> current_database() OR pid = pg_backend_pid()"
        )
        return {pid for (pid,) in found}

    def spent(self, besides: Collection[int] = ()) -> Cost:
        """Return what both have spent since they were started."""
        time.sleep(SETTLED)
        database = milliseconds([self.postmaster], besides)
        return Cost(milliseconds([self.program.pid]) + database, database)

    def each(self, asked: Sequence[tuple[Line, str, Mapping[str, str]]], status: int) -> Cost:
        """Return the cost of one of these requests, in the mean of those that time allows."""
        strangers = self.strangers()
        before, until = self.spent(strangers), time.monotonic() + LONGEST
        replies = []
        for line, address, headers in asked:
            replies.append((address, line.ask(address, headers)))
            if time.monotonic() > until and len(replies) >= FEWEST:
                break
        spent = (self.spent(strangers) - before) / len(replies)
        expect(replies, status)
        return spent


def expect(replies: Iterable[tuple[str, Reply]], status: int) -> None:
    """Raise NotMeasurable when an answer is not what the figure is about."""
    for address, reply in replies:
        if reply.status != status:
            raise NotMeasurable(f"{address} answered {reply.status} instead of {status}")


def again(
    measured: Measured, address: str, number: int, headers: Mapping[str, str] = NOTHING,
    *, status: int = 200, probe: str = "/healthz",
) -> Cost:  # fmt: skip
    """Return the cost of asking for the same page again and again, of both workers in turn."""
    lines = measured.lines(probe)
    for line in lines * 3:
        line.ask(address, headers)
    asked = [(line, address, headers) for line, _ in zip(cycle(lines), range(number), strict=False)]
    return measured.each(asked, status)


def each_once(
    measured: Measured, addresses: Sequence[str], warm: Sequence[str],
    headers: Mapping[str, str] = NOTHING,
) -> Cost:  # fmt: skip
    """Return the cost of pages asked for the first time, in a generation of their own.

    *warm* are asked before, of both workers: what pages share is there then.
    """
    move(measured)
    lines = measured.lines()
    for address in warm:
        for line in lines:
            line.ask(address, headers)
    asked = [(line, address, headers) for line, address in zip(cycle(lines), addresses, strict=False)]  # fmt: skip
    return measured.each(asked, 200)


def first_of_a_generation(
    measured: Measured, addresses: Sequence[str], warm: str, headers: Mapping[str, str] = NOTHING
) -> Cost:
    """Return the median cost of pages asked right after a publication, each after its own.

    *warm* is asked before, of both workers: the menus are there, nothing of the page is.
    """
    lines, costs = measured.lines(), []
    until = time.monotonic() + LONGEST
    for line, address in zip(cycle(lines), addresses, strict=False):
        if time.monotonic() > until and len(costs) >= FEWEST:
            break
        move(measured)
        for each in lines:
            each.ask(warm, headers)
        costs.append(measured.each([(line, address, headers)], 200))
    return statistics.median_low(costs)


def burst(measured: Measured, address: str, warm: str, readers: int) -> Cost:
    """Return the whole cost of *readers* who ask at once for a page that nobody has."""
    lines = [Line(measured.program.port) for _ in range(readers)]
    move(measured)
    for line in lines:
        line.ask(warm)
    strangers = measured.strangers()
    before = measured.spent(strangers)
    with ThreadPoolExecutor(readers) as pool:
        replies = list(pool.map(lambda line: line.ask(address), lines))
    spent = measured.spent(strangers) - before
    expect([(address, reply) for reply in replies], 200)
    return spent


def move(measured: Measured) -> None:
    """Move the site's generation, as every publication does."""
    watching(measured.database).execute(MOVE)


@cache
def watching(database: str) -> psycopg.Connection:
    """Return a connection that stays: to begin and to end one costs the server milliseconds."""
    return psycopg.connect(database, autocommit=True)
