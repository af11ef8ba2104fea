"""The table: what, figure, goal, reached or not."""

from dataclasses import dataclass
from statistics import median


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


def times_bare(what: str, costs: list[float], bare: list[float], goal: float | None = None) -> Row:
    """Return the row of a cost in units of the bare view; both measured in the same rounds."""
    ratio = median(cost / unit for cost, unit in zip(costs, bare, strict=True))
    return Row(what, ratio, "x bare", goal, detail=f"{median(costs):.2f} ms CPU")


def times_smaller(
    what: str, large: list[float], small: list[float], goal: float | None = None
) -> Row:
    """Return the row of a cost with many articles against the same with few."""
    ratio = median(one / other for one, other in zip(large, small, strict=True))
    detail = f"{median(large):.2f} against {median(small):.2f} ms CPU"
    return Row(what, ratio, "x fewer", goal, detail=detail)
