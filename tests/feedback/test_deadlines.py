"""Seven working days, counted with what the office entered and with nothing else."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.feedback.deadlines import due_on
from articles.models import CalendarDay, Feedback
from tests.feedback.letters import a_message

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/calendarday/add/"


def enter(kind: str, first: date, last: date | None = None) -> None:
    CalendarDay.objects.create(kind=kind, first=first, last=last)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 20), date(2026, 12, 1)),  # Friday
        (date(2026, 11, 21), date(2026, 12, 1)),  # Saturday
        (date(2026, 11, 22), date(2026, 12, 1)),  # Sunday
        (date(2026, 11, 23), date(2026, 12, 2)),  # Monday
        (date(2026, 12, 31), date(2027, 1, 11)),  # New Year is unknown until it is entered
    ],
)
def test_weekends_do_not_count_and_nothing_is_invented(received: date, due: date) -> None:
    assert due_on(received) == due


def test_what_the_office_entered_counts() -> None:
    enter("rest", date(2027, 1, 1), date(2027, 1, 3))
    assert due_on(date(2026, 12, 31)) == date(2027, 1, 12)

    enter("work", date(2027, 1, 9))
    assert due_on(date(2026, 12, 31)) == date(2027, 1, 11)


def test_a_day_worked_inside_a_holiday_is_worked() -> None:
    enter("rest", date(2026, 11, 23), date(2026, 11, 29))
    enter("work", date(2026, 11, 28))

    assert due_on(date(2026, 11, 20)) == date(2026, 12, 7)


def test_a_calendar_without_a_working_day_ends_somewhere() -> None:
    for n in range(40):
        first = date(2026, 11, 1) + timedelta(days=20 * n)
        enter("rest", first, first + timedelta(days=19))

    assert due_on(date(2026, 11, 20)) == date(2027, 11, 21)


def test_entering_a_holiday_moves_the_deadlines_that_still_run(
    signed_in, aygul, django_assert_max_num_queries
) -> None:
    open_row, settled = a_message(), a_message(text="另一件")
    before = open_row.due_on
    Feedback.objects.filter(pk=settled.pk).update(
        status="answered", reply="答复", closed_at=timezone.now()
    )
    desk = signed_in(aygul)

    desk.post(ADD, {"kind": "rest", "first": before.isoformat(), "last": "", "note": "放假"})
    open_row.refresh_from_db()
    settled.refresh_from_db()
    moved = open_row.due_on
    day = CalendarDay.objects.get()
    desk.post(f"/admin/articles/calendarday/{day.pk}/delete/", {"post": "yes"})
    open_row.refresh_from_db()

    assert moved > before
    assert settled.due_on == before
    assert open_row.due_on == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": "2026-10-07", "last": "2026-10-01"}, {"first": "2026-10-01", "last": "2027-10-07"},
        {"first": "", "last": ""}, {"first": "2026-02-30"}, {"first": "0000-01-01"},
        {"first": "9999-12-31", "last": "9999-12-30"}, {"kind": "party", "first": "2026-10-01"},
    ],
)  # fmt: skip
def test_impossible_days_are_refused(signed_in, aygul, wrong: dict) -> None:
    answer = signed_in(aygul).post(ADD, {"kind": "rest", **wrong})

    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert "约束" not in answer.content.decode()  # each said in words, none by a constraint's name
    assert not CalendarDay.objects.exists()


def test_the_calendar_is_the_offices_own_and_starts_empty(
    client: Client, signed_in, chenjing
) -> None:
    assert not CalendarDay.objects.exists()

    assert signed_in(chenjing).get(ADD).status_code == 403


@pytest.mark.parametrize(
    ("days", "closed", "said"),
    [
        (0, False, "今天到期"), (3, False, "还有 3 天"), (-2, False, "超期 2 天"),
        (0, True, "按期办结"), (-2, True, "超期 2 天办结"),
    ],
)  # fmt: skip
def test_the_deadline_in_words(days: int, closed: bool, said: str) -> None:
    row = Feedback(due_on=timezone.localdate() + timedelta(days=days))
    row.closed_at = timezone.now() if closed else None

    assert row.punctuality == said
