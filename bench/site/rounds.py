"""All CPU figures, in interleaved rounds: what disturbs one row disturbs its neighbours too."""

import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from bench.site.asking import Line
from bench.site.costs import Measured, again, each_once, first_of_a_generation
from bench.site.pages import Pages
from bench.site.table import Row, times_bare, times_smaller

BROTLI = {"Accept-Encoding": "br"}
BARE = "bare"


@dataclass(frozen=True)
class Stage:
    """What is measured side by side."""

    bare: Measured
    small: Measured
    large: Measured
    few: Pages
    many: Pages


Costs = dict[str, list[float]]


def work(stage: Stage, number: int) -> dict[str, Callable[[int], float]]:
    """Return every measurement by its name; each is given the number of its round."""
    large, many, one = stage.large, stage.many, stage.many.articles[0]
    some = max(10, number // 3)

    def fresh(turn: int) -> list[str]:
        step = len(many.articles) // (some * 8) or 1  # old and new ones alike
        return many.articles[1 + turn : -1 : step][:some]

    found: dict[str, Callable[[int], float]] = {
        BARE: lambda _: again(stage.bare, "/", number, probe="/"),
        "cold": lambda turn: each_once(large, fresh(turn), [many.warm]),
        "cold, br": lambda turn: each_once(large, fresh(turn), [many.warm], BROTLI),
        "again": lambda _: again(large, one, number),
        "again, br": lambda _: again(large, one, number, BROTLI),
        "304": lambda _: again(large, one, number, _seen(large, one), status=304),
    }
    few_times = max(6, number // 25)
    for name, address in many.searches().items():
        found[f"search {name}"] = _first(large, many, address, few_times)
    for measured, pages, size in ((stage.small, stage.few, "few"), (large, many, "many")):
        for place, address in enumerate(pages.lists().values()):
            found[f"list {place} {size}"] = _first(measured, pages, address, few_times)
    return found


def _first(measured: Measured, pages: Pages, address: str, times: int) -> Callable[[int], float]:
    return lambda _: first_of_a_generation(measured, [address] * times, pages.warm)


def _seen(measured: Measured, address: str) -> dict[str, str]:
    """Return the header of a reader who has the page."""
    return {"If-None-Match": Line(measured.program.port).ask(address).headers["ETag"]}


def measure(stage: Stage, *, number: int, rounds: int) -> Costs:
    """Return every cost of every round."""
    costs: Costs = defaultdict(list)
    for turn in range(rounds):
        for name, once in work(stage, number).items():
            costs[name].append(once(turn))
            print(f"round {turn + 1}  {name:20} {costs[name][-1]:8.2f} ms", file=sys.stderr)
    return costs


def rows(stage: Stage, costs: Costs) -> list[Row]:
    """Return the figures against the goals of the office."""
    bare = costs[BARE]
    found = [
        times_bare("bare view, 20 KB", bare, bare),
        times_bare("article, cold", costs["cold"], bare, 15),
        times_bare("article, cold, brotli", costs["cold, br"], bare, 15),
        times_bare("the same page again", costs["again"], bare, 1.5),
        times_bare("the same page again, brotli", costs["again, br"], bare, 1.5),
        times_bare("revalidation (304)", costs["304"], bare, 1.5),
        times_bare("search, a rare word", costs["search rare"], bare, 60),
        times_bare("search, a word in every article", costs["search frequent"], bare, 250),
    ]
    few, many = len(stage.few.articles), len(stage.many.articles)
    for place, name in enumerate(stage.many.lists()):
        goal = 1.5 if place < 6 else None
        what = f"{name}: {many:,} articles against {few:,}"
        found.append(times_smaller(what, costs[f"list {place} many"], costs[f"list {place} few"], goal))  # fmt: skip
    for place, name in enumerate(stage.many.lists()):
        found.append(
            times_bare(f"{name}, first of a generation", costs[f"list {place} many"], bare)
        )
    return found
