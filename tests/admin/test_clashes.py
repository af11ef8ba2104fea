"""What the database breaks off because two came at once is tried again, and nothing else is."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError
from django.http import HttpResponse

from articles.admin.clashes import MOST_TRIES, tried_again


class Deadlock(Exception):
    sqlstate = "40P01"


def failing(times: int, error: DatabaseError) -> Callable[[list], HttpResponse]:
    """Return a view that fails so many times before it answers; it notes each call."""

    @tried_again
    def view(calls: list) -> HttpResponse:
        calls.append("called")
        if len(calls) <= times:
            raise error
        return HttpResponse("办好")

    return view


def a_deadlock() -> OperationalError:
    error = OperationalError("deadlock detected")
    error.__cause__ = Deadlock()
    return error


@pytest.mark.parametrize("error", [a_deadlock(), IntegrityError("same name")])
def test_a_clash_is_tried_again(error: DatabaseError) -> None:
    calls: list = []

    answer = failing(MOST_TRIES - 1, error)(calls)

    assert answer.content.decode() == "办好"
    assert len(calls) == MOST_TRIES


def test_a_clash_that_lasts_is_told() -> None:
    calls: list = []

    with pytest.raises(OperationalError):
        failing(MOST_TRIES, a_deadlock())(calls)

    assert len(calls) == MOST_TRIES


def test_a_database_that_is_gone_is_not_asked_again() -> None:
    calls: list = []

    with pytest.raises(OperationalError):
        failing(1, OperationalError("connection refused"))(calls)

    assert len(calls) == 1
