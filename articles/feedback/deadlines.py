"""By when the office answers: working days, counted with the office's own calendar."""

from datetime import date

from django.utils import timezone

from articles.models import Feedback
from articles.working_days import WorkingDays

WORKING_DAYS = 7


def due_on(received: date) -> date:
    """Return the last day of the deadline of what was *received*; that day is not counted."""
    return WorkingDays.since(received).after(received, days=WORKING_DAYS)


def recount() -> None:
    """Set the deadlines of what still waits anew, after the calendar was changed."""
    waiting = list(Feedback.objects.unsettled().order_by("received_at"))
    if not waiting:
        return
    calendar = WorkingDays.since(timezone.localdate(waiting[0].received_at))
    for feedback in waiting:
        due = calendar.after(timezone.localdate(feedback.received_at), days=WORKING_DAYS)
        if due != feedback.due_on:
            Feedback.objects.filter(pk=feedback.pk).update(due_on=due)
