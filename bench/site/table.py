"""The table: what, figure, goal, reached or not."""

from dataclasses import dataclass
from statistics import median

from bench.site.costs import Cost


@dataclass(frozen=True)
class Row:
    """One line; *goal* is the most (or, with ``at_least``, the least) that *value* may be."""

    what: str
    value: float
    unit: str
    goal: float | None = None
    at_least: bool = False
    detail: str = ""

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return ""
        good = self.value >= self.goal if self.at_least else self.value <= self.goal
        return "reached" if good else "MISSED"

    def line(self) -> str:
        sign = ">=" if self.at_least else "<="
        goal = "" if self.goal is None else f"{sign} {self.goal:g}"
        figure = f"{self.value:9.2f} {self.unit}"
        return f"{self.what:58} {figure:22} {goal:10} {self.verdict:8} {self.detail}".rstrip()


HEAD = f"{'what':58} {'   figure':22} {'goal':10} {'':8} detail"


def times_bare(what: str, costs: list[Cost], bare: list[float], goal: float | None = None) -> Row:
    """Return the row of a cost in units of the bare view; both measured in the same rounds."""
    ratios = [cost.total / unit for cost, unit in zip(costs, bare, strict=True)]
    total, database = middle(costs)
    detail = f"{total:.2f} ms, of which PostgreSQL {database:.2f}; {spread(ratios)}"
    return Row(what, median(ratios), "x bare", goal, detail=detail)


def times_smaller(
    what: str, large: list[Cost], small: list[Cost], goal: float | None = None,
    *, unit: str = "x few",
) -> Row:  # fmt: skip
    """Return the row of a cost against a smaller one, of the same rounds."""
    ratios = [one.total / other.total for one, other in zip(large, small, strict=True)]
    detail = f"{middle(large)[0]:.2f} against {middle(small)[0]:.2f} ms; {spread(ratios)}"
    return Row(what, median(ratios), unit, goal, detail=detail)


def spread(ratios: list[float]) -> str:
    """Return the least and the most of all rounds."""
    return f"{min(ratios):.2f} to {max(ratios):.2f}"


def middle(costs: list[Cost]) -> tuple[float, float]:
    """Return the median of all CPU time, and that of PostgreSQL's."""
    return median(cost.total for cost in costs), median(cost.database for cost in costs)
