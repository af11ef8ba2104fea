"""Where the time of a cold page goes: `python -m bench.site --profile article`.

Runs within the application's own code, under cProfile: shares are right, times too long.
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

from django.template.base import Template

from bench.site.inside import ask, move

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
    profile, templates = cProfile.Profile(), Counter()
    ask(addresses[0])  # what is done once in a process
    for address in addresses:
        move()
        ask(warm)
        with timed_templates(templates):
            profile.enable()
            ask(address)
            profile.disable()
    report(profile, templates, len(addresses))


def report(profile: cProfile.Profile, templates: Counter[str], pages: int) -> None:
    stats = pstats.Stats(profile).stats
    whole = sum(own for _, _, own, _, _ in stats.values())
    print(f"{pages} pages, {1000 * whole / pages:.1f} ms each under the profiler")
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
