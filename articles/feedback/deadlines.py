"""By when the office answers: working days, counted with the office's own calendar.

Monday to Friday are worked, and the office enters what differs (``CalendarDay``). A holiday
that nobody entered is not known here: nothing is computed and nothing is guessed.
"""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from articles.models import CalendarDay, Feedback

WORKING_DAYS = 7
FARTHEST = timedelta(days=366)
SATURDAY = 5


def due_on(received: date) -> date:
    """Return the last day of the deadline of what was *received*; that day is not counted."""
    return _due_on(received, _exceptions(received))


def recount() -> None:
    """Set the deadlines of what still waits anew, after the calendar was changed."""
    waiting = list(Feedback.objects.unsettled().order_by("received_at"))
    if not waiting:
        return
    exceptions = _exceptions(timezone.localdate(waiting[0].received_at))
    for feedback in waiting:
        due = _due_on(timezone.localdate(feedback.received_at), exceptions)
        if due != feedback.due_on:
            Feedback.objects.filter(pk=feedback.pk).update(due_on=due)


def _exceptions(since: date) -> list[CalendarDay]:
    return list(CalendarDay.objects.filter(Q(first__gte=since) | Q(last__gte=since)))


def _due_on(received: date, exceptions: list[CalendarDay]) -> date:
    day, worked = received, 0
    while worked < WORKING_DAYS and day - received < FARTHEST:
        day += timedelta(days=1)
        worked += _is_worked(day, exceptions)
    return day


def _is_worked(day: date, exceptions: list[CalendarDay]) -> bool:
    """A day entered as worked is worked, even inside a holiday; so notices are written."""
    kinds = {row.kind for row in exceptions if row.covers(day)}
    if kinds:
        return CalendarDay.Kind.WORK in kinds
    return day.weekday() < SATURDAY
