"""Floor 2: working days by the office's own calendar.

Monday to Friday are worked, and the office enters what differs (``CalendarDay``). A holiday
that nobody entered is not known here: nothing is computed and nothing is guessed.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from articles.models import CalendarDay

FARTHEST = timedelta(days=366)
SATURDAY = 5


@dataclass(frozen=True)
class WorkingDays:
    """The calendar from a day on, read once."""

    exceptions: tuple[CalendarDay, ...]

    @classmethod
    def since(cls, day: date) -> "WorkingDays":
        """Read what differs from Monday to Friday on *day* and later; one query."""
        return cls(tuple(CalendarDay.objects.filter(Q(first__gte=day) | Q(last__gte=day))))

    def is_worked(self, day: date) -> bool:
        """A day entered as worked is worked, even inside a holiday; so notices are written."""
        kinds = {row.kind for row in self.exceptions if row.covers(day)}
        if kinds:
            return CalendarDay.Kind.WORK in kinds
        return day.weekday() < SATURDAY

    def after(self, begin: date, *, days: int) -> date:
        """Return the last of *days* working days after *begin*, which is not counted."""
        day, worked = begin, 0
        while worked < days and day - begin < FARTHEST:
            day += timedelta(days=1)
            worked += self.is_worked(day)
        return day

    def between(self, begin: date, end: date) -> int:
        """Return how many days after *begin*, up to *end*, are worked."""
        span = min(end - begin, FARTHEST).days
        return sum(self.is_worked(begin + timedelta(days=n)) for n in range(1, span + 1))
