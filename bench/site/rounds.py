"""All CPU figures, in interleaved rounds: what disturbs one row disturbs its neighbours too."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median

from bench.site.asking import Line
from bench.site.costs import Cost, Measured, again, burst, each_once, first_of_a_generation
from bench.site.pages import Pages
from bench.site.table import Row, times_bare, times_smaller

BROTLI = {"Accept-Encoding": "br"}
READERS = 16  # of a burst
UNITS = 100  # requests to the bare view before each measurement
WITH_GOAL = 6  # so many of the lists have one
GOALS = {
    "cold": ("article, cold", 15),
    "cold, br": ("article, cold, brotli", 15),
    "again": ("the same page again", 1.5),
    "again, br": ("the same page again, brotli", 1.5),
    "304": ("revalidation (304)", 1.5),
    "search rare": ("search, a rare word", 60),
    "search frequent": ("search, a word in every article", 250),
}


@dataclass(frozen=True)
class Stage:
    """What is measured side by side."""

    bare: Measured
    small: Measured
    large: Measured
    few: Pages
    many: Pages


@dataclass
class Costs:
    """What each measurement cost in each round, and what the bare view cost before each."""

    spent: dict[str, list[Cost]] = field(default_factory=lambda: defaultdict(list))
    bare: dict[int, list[Cost]] = field(default_factory=lambda: defaultdict(list))

    @property
    def units(self) -> list[float]:
        """The bare view's cost in each round: one measurement of it is short, the median is not."""
        return [median(cost.total for cost in found) for found in self.bare.values()]

    def row(self, what: str, name: str, goal: float | None = None) -> Row:
        return times_bare(what, self.spent[name], self.units, goal)


def work(stage: Stage, number: int) -> dict[str, Callable[[int], Cost]]:
    """Return every measurement by its name; each is given the number of its round."""
    large, many, one = stage.large, stage.many, stage.many.articles[0]
    some = max(10, number // 3)

    def fresh(turn: int, use: int) -> list[str]:
        """Return articles that nothing has asked for: their texts are kept beyond a generation."""
        step = len(many.articles) // (some * 4) or 1  # old and new ones alike
        return many.articles[1 + 3 * turn + use : -1 : step][:some]

    found: dict[str, Callable[[int], Cost]] = {
        "cold": lambda turn: each_once(large, fresh(turn, 0), [many.warm]),
        "cold, br": lambda turn: each_once(large, fresh(turn, 1), [many.warm], BROTLI),
        "again": lambda _: again(large, one, number),
        "again, br": lambda _: again(large, one, number, BROTLI),
        "304": lambda _: again(large, one, number, _seen(large, one), status=304),
    }
    found["burst"] = lambda turn: burst(large, fresh(turn, 2)[0], many.warm, READERS)
    few_times = max(6, number // 25)
    for name, address in many.searches().items():
        found[f"search {name}"] = _first(large, many, address, few_times)
    for measured, pages, size in ((stage.small, stage.few, "few"), (large, many, "many")):
        for place, address in enumerate(pages.lists().values()):
            found[f"list {place} {size}"] = _first(measured, pages, address, few_times)
    return found


def _first(measured: Measured, pages: Pages, address: str, times: int) -> Callable[[int], Cost]:
    return lambda _: first_of_a_generation(measured, [address] * times, pages.light)


def _seen(measured: Measured, address: str) -> dict[str, str]:
    """Return the header of a reader who has the page."""
    return {"If-None-Match": Line(measured.program.port).ask(address).headers["ETag"]}


def measure(stage: Stage, *, number: int, rounds: int) -> Costs:
    """Return every cost of every round, and the bare view's before each."""
    costs = Costs()
    for turn in range(rounds):
        for name, once in work(stage, number).items():
            unit, cost = again(stage.bare, "/", UNITS, probe="/"), once(turn)
            costs.bare[turn].append(unit)
            costs.spent[name].append(cost)
            said = f"{cost.total:8.2f} ms, PostgreSQL {cost.database:8.2f}, bare {unit.total:5.2f}"
            print(f"round {turn + 1}  {name:20} {said}", file=sys.stderr)
    return costs


def rows(stage: Stage, costs: Costs) -> Iterator[Row]:
    """Yield the figures against the goals of the office."""
    yield Row("bare view of 20 KB: the unit", median(costs.units), "ms CPU")
    for name, (what, goal) in GOALS.items():
        yield costs.row(what, name, goal)
    what = f"{READERS} readers at once on a cold page, against one reader"
    yield times_smaller(what, costs.spent["burst"], costs.spent["cold"], unit="x one")
    few, many = len(stage.few.articles), len(stage.many.articles)
    for place, name in enumerate(stage.many.lists()):
        what = f"{name}: {many:,} articles against {few:,}"
        found = [costs.spent[f"list {place} {size}"] for size in ("many", "few")]
        yield times_smaller(what, *found, 1.5 if place < WITH_GOAL else None)
    for place, name in enumerate(stage.many.lists()):
        yield costs.row(f"{name}, first of a generation", f"list {place} many")
