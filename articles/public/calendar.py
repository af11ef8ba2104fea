"""Floor 4: how much was published when: months by year, days of a month."""

import calendar
import datetime
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDay

from articles.catalogue.reading import Months


@dataclass(frozen=True)
class Month:
    """One month and the number of articles that this site first published in it."""

    first_day: datetime.date
    count: int


@dataclass(frozen=True)
class Year:
    """A year with its twelve months, empty ones too."""

    number: int
    months: tuple[Month, ...]

    @property
    def count(self) -> int:
        return sum(month.count for month in self.months)


@dataclass(frozen=True)
class Day:
    """One day of a month; ``page`` is where the month's list comes to it."""

    date: datetime.date
    count: int
    page: int


def years(months: Months) -> list[Year]:
    """Return every year of *months* in which something was published, latest first."""
    counts = {
        datetime.date(*map(int, month.split("-")), 1): count for month, count in months.items()
    }
    numbers = sorted({day.year for day in counts}, reverse=True)
    return [Year(number, tuple(_months(number, counts))) for number in numbers]


def _months(year: int, counts: dict[datetime.date, int]) -> list[Month]:
    firsts = [datetime.date(year, month, 1) for month in range(1, 13)]
    return [Month(first, counts.get(first, 0)) for first in firsts]


def weeks(
    articles: QuerySet, first_day: datetime.date, *, page_size: int
) -> list[list[Day | None]]:
    """Return the weeks of a month, Monday first, None before it begins and after it ends.

    *articles* are the month's; they are listed newest first, *page_size* a page. One query.
    """
    by_day = articles.annotate(day=TruncDay("first_published_at")).order_by().values("day")
    counts = {row["day"].date(): row["count"] for row in by_day.annotate(count=Count("pk"))}
    cells: list[Day | None] = []
    later = sum(counts.values())
    empty_before, length = calendar.monthrange(first_day.year, first_day.month)
    for number in range(1, length + 1):
        date = first_day.replace(day=number)
        count = counts.get(date, 0)
        later -= count
        cells.append(Day(date, count, later // page_size + 1))
    cells = [None] * empty_before + cells
    cells += [None] * (-len(cells) % 7)
    return [cells[at : at + 7] for at in range(0, len(cells), 7)]
