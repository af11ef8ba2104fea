"""Where the time of a cold page goes: `python -m bench.site --profile article`.

Runs within the application's own code, under cProfile: its shares are right, its times too
long. CPU time only; PostgreSQL's is said apart.
"""

import cProfile
import json
import pstats
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.template.base import Template

from bench.site.inside import ask, move
from bench.site.processes import own_milliseconds

ROOT = Path(__file__).parents[2]
LINES = 25
KINDS = ("django/template", "django/db", "django/utils", "django", "psycopg", "brotli", "nh3")


def floor_of(file: str) -> str:
    """Return which part of the program a file is: our module, or a library."""
    if file.startswith(str(ROOT / "articles")):
        return "/".join(Path(file).relative_to(ROOT).parts[:3])
    return next((kind for kind in KINDS if f"/site-packages/{kind}" in file), "Python and others")


@contextmanager
def timed_templates(spent: Counter[str]) -> Iterator[None]:
    """Add up the time of each template and of what it holds."""
    render = Template._render

    def timed(self: Template, context: Any) -> Any:
        started = time.process_time()
        try:
            return render(self, context)
        finally:
            spent[self.name or "inline"] += time.process_time() - started

    with patch.object(Template, "_render", timed):
        yield


def show(title: str, spent: dict[str, float], whole: float) -> None:
    """Print the largest shares."""
    print(f"\n{title}")
    for name, seconds in sorted(spent.items(), key=lambda pair: -pair[1])[:LINES]:
        if seconds / whole > 0.005:
            print(f"{100 * seconds / whole:6.1f} %  {name}")


def main() -> None:
    """Ask for each of the addresses (JSON, first argument) in a generation of its own."""
    addresses, warm = json.loads(sys.argv[1]), sys.argv[2]
    profile, templates = cProfile.Profile(time.process_time), Counter()
    ask(addresses[0])  # what is done once in a process
    spent = spent_by_database = 0.0
    for address in [*addresses, *addresses]:
        move()
        ask(warm)
        before, earlier = time.process_time(), database_milliseconds()
        ask(address)
        spent += (time.process_time() - before) * 1000
        spent_by_database += database_milliseconds() - earlier
    for address in addresses:
        move()
        ask(warm)
        with timed_templates(templates):
            profile.enable()
            ask(address)
            profile.disable()
    pages = 2 * len(addresses)
    print(f"a page: {spent / pages:.1f} ms, and {spent_by_database / pages:.1f} ms of PostgreSQL")
    report(profile, templates)


def database_milliseconds() -> float:
    """Return the CPU time of the backend that answers this process."""
    return own_milliseconds(connection.connection.info.backend_pid)


def report(profile: cProfile.Profile, templates: Counter[str]) -> None:
    """Print where the time went, in three ways."""
    stats = pstats.Stats(profile).stats
    whole = sum(own for _, _, own, _, _ in stats.values())
    floors: Counter[str] = Counter()
    ours = {}
    for (file, line, name), (_, _, own, cumulative, _) in stats.items():
        floors[floor_of(file)] += own
        if file.startswith(str(ROOT / "articles")):
            ours[f"{Path(file).relative_to(ROOT)}:{line} {name}"] = cumulative
    show("time spent in", floors, whole)
    show("our functions, with what they call", ours, whole)
    show("templates, with what they hold", templates, whole)


if __name__ == "__main__":
    main()
