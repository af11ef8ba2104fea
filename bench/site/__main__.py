"""How fast the whole site is: `python -m bench.site`. Prints figures, ratios and the goals.

Fills databases of its own with 1,000 and with 100,000 articles, starts the site as deploy/
ships it (granian, two workers) beside a bare Django view of a constant 20 KB, and nginx in
front, and asks them in turn. Costs are CPU milliseconds of the application and of PostgreSQL
together, far steadier than requests a second. Everything runs on 127.0.0.1 and is thrown away
afterwards, but what --keep names. Needs Linux, nginx and wrk, and some minutes for the filling.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from bench.site import costs, databases, desk, freshness, rounds, servers
from bench.site.asking import Line, one_for_each_worker
from bench.site.databases import ROOT, NotMeasurable
from bench.site.first_start import first_start
from bench.site.front import Front, front
from bench.site.front import rows as front_rows
from bench.site.office import Office
from bench.site.pages import Pages
from bench.site.processes import proportional_megabytes, tree
from bench.site.rounds import Stage
from bench.site.servers import Program
from bench.site.table import HEAD, Row, middle


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.site", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="articles of the large database")
    parser.add_argument("--few", type=int, default=1_000, help="articles of the small one")
    parser.add_argument("--requests", type=int, default=300, help="requests a row and round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=2, help="of wrk, a row and round")
    parser.add_argument("--recall", type=int, default=30, help="random words, against a scan")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="databases stay there and are used again")  # fmt: skip
    parser.add_argument("--only", help="parts, comma separated: costs, front, queries, fresh, desk, recall")  # fmt: skip
    parser.add_argument("--profile", choices=("article", "list", "tag", "archive", "search", "home"), help="where the time of a cold page goes, and nothing else")  # fmt: skip
    parser.add_argument("--first-start", action="store_true", help="./run in a fresh clone, with downloads, and nothing else")  # fmt: skip
    return parser.parse_args()


@contextmanager
def home(keep: Path | None) -> Iterator[Path]:
    """Yield the folder in which everything lies."""
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="gaoxin-bench-") as folder:
        yield Path(folder)


@contextmanager
def large_database(
    asked: argparse.Namespace, folder: Path
) -> Iterator[tuple[databases.Server, str, Path]]:
    """Yield the database server, the address of the large database and the media folder."""
    media = folder / "media"
    media.mkdir(exist_ok=True)
    with (
        databases.server(folder) as postgres,
        databases.filled(postgres, asked.rows, media, keep=kept(asked)) as many,
    ):
        subprocess.run([ROOT / "deploy" / "collect"], env=databases.settings(many, media), check=True)  # fmt: skip
        yield postgres, many, media


def kept(asked: argparse.Namespace) -> str:
    """Return what kept databases have in their names."""
    return "kept" if asked.keep else ""


@contextmanager
def stage(asked: argparse.Namespace, folder: Path) -> Iterator[tuple[Stage, dict[str, str]]]:
    """Yield the servers, started, and the environment of the large one."""
    with ExitStack() as stack:
        postgres, many, media = stack.enter_context(large_database(asked, folder))
        few = stack.enter_context(databases.filled(postgres, asked.few, media, keep=kept(asked)))
        environment = databases.settings(many, media)
        programs = (
            servers.bare(environment, folder),
            servers.site(databases.settings(few, media), folder),
            servers.site(environment, folder),
        )
        measured = [
            costs.Measured(stack.enter_context(program), postgres.postmaster, database)
            for program, database in zip(programs, (many, few, many), strict=True)
        ]
        yield Stage(*measured, Pages.of(few), Pages.of(many)), environment


def query_rows(office: Office, pages: Pages) -> list[Row]:
    addresses = {
        "article": (pages.articles[1], 8),
        "list": ("/channels/channel-0/", 6),
        "tag": ("/tags/tag-0/", 8),
        "search": (pages.searches()["frequent"], 6),
    }
    counted = office.do(
        "queries", addresses=[address for address, _ in addresses.values()], warm=pages.warm
    )
    found = [
        Row(f"SQL queries, cold: {name}", counted["cold"][address], "", goal)
        for name, (address, goal) in addresses.items()
    ]
    return [*found, Row("SQL queries, revalidation", counted["revalidation"], "", 1)]


def fresh_rows(
    stage: Stage, running: Front, office: Office, asked: argparse.Namespace
) -> list[Row]:
    """Return how soon a signature is seen, and how often something old came afterwards."""
    program, found = stage.large.program, []
    names = list(freshness.places({"title": "", "public_id": ""}))
    for where, goal in (("application", 0.1), ("front", 1.0)):
        for place in names:
            seen = []
            for edition in office.do("prepare", number=asked.rounds, channel=freshness.CHANNEL, tag=freshness.TAG):  # fmt: skip
                lines = one_for_each_worker(program, probe="/healthz") if where == "application" else [Line(running.port)]  # fmt: skip
                seen.append(freshness.follow(office, edition, place, lines))
            delays, stale, old = zip(*seen, strict=True)
            detail = f"worst of {len(seen)}; old was given to who asked {max(stale):.2f} s after it, and {sum(old)} times after new"
            found.append(Row(f"signature seen at the {where}: {place}", max(delays), "s", goal, detail=detail))  # fmt: skip
    return found


def desk_rows(stage: Stage, office: Office) -> Iterator[Row]:
    """Yield what it costs to save a long article."""
    costs, walls = zip(*desk.saves(stage.large, office, captions=10, number=12), strict=True)
    total, database = middle(list(costs))
    detail = f"CPU, of which PostgreSQL {database:.0f}; {median(walls):.0f} ms by the clock"
    yield Row("save in the admin, 10 captions", total, "ms", 150, detail=detail)


def memory_rows(application: Program) -> Iterator[Row]:
    """Yield the memory of the application, and of each of its processes."""
    each = [proportional_megabytes(pid) for pid in tree([application.pid])]
    detail = " + ".join(f"{one:.0f}" for one in each)
    yield Row("memory of the application after all this (PSS)", sum(each), "MB", 220, detail=detail)


def recall_rows(office: Office, words: int) -> list[Row]:
    hits, lost, disordered = office.do("recall", words=words)
    share = 100 * (hits - lost) / hits if hits else 0
    detail = f"{words} random words, {hits:,} hits by scan, {lost} lost, {disordered} out of order"
    return [Row("search, recall", share, "%", 100, at_least=True, detail=detail)]


def measure(asked: argparse.Namespace, folder: Path) -> Iterator[Row]:
    """Yield the rows as they come."""
    parts = set((asked.only or "costs,front,queries,fresh,desk,recall").split(","))
    with stage(asked, folder) as (running, environment), ExitStack() as stack:
        office = stack.enter_context(Office(environment))
        nginx = stack.enter_context(front(folder, running.large.program, environment))
        if "costs" in parts:
            yield from rounds.rows(running, rounds.measure(running, number=asked.requests, rounds=asked.rounds))  # fmt: skip
        if "front" in parts:
            yield from front_rows(
                nginx, running.many.articles[0], rounds=2 * asked.rounds, seconds=asked.seconds
            )
        if "queries" in parts:
            yield from query_rows(office, running.many)
        if "fresh" in parts:
            yield from fresh_rows(running, nginx, office, asked)
        if "desk" in parts:
            yield from desk_rows(running, office)
        yield from memory_rows(running.large.program)
        if "recall" in parts:
            yield from recall_rows(office, asked.recall)


def profile(asked: argparse.Namespace, folder: Path) -> None:
    """Print where the time of one kind of page goes."""
    with large_database(asked, folder) as (_, many, media):
        pages = Pages.of(many)
        addresses = pages.articles[:20] if asked.profile == "article" else 10 * [pages.kinds()[asked.profile]]  # fmt: skip
        subprocess.run(
            [sys.executable, "-m", "bench.site.profiling", json.dumps(addresses), pages.warm],
            cwd=ROOT, env=databases.settings(many, media), check=True,
        )  # fmt: skip


def rows(asked: argparse.Namespace, folder: Path) -> Iterator[Row]:
    """Yield what was asked for."""
    if asked.first_start:
        yield first_start()
    else:
        yield from measure(asked, folder)


def main() -> int:
    """Print the table; fail only when something could not be measured."""
    asked = options()
    try:
        with home(asked.keep) as folder:
            if asked.profile:
                profile(asked, folder)
                return 0
            print(HEAD, flush=True)
            for row in rows(asked, folder):
                print(row.line(), flush=True)
    except NotMeasurable as reason:
        print(reason, file=sys.stderr)
        return 1
    print("load average", *os.getloadavg())
    return 0


if __name__ == "__main__":
    sys.exit(main())
