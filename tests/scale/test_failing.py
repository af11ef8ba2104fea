"""What is asked while the primary or its replica fails: the rules alone."""

import pytest
from django.db import OperationalError

from articles import replicas
from tests.scale.imagined import First, Imagined, dead, read_from

pytestmark = pytest.mark.one_database


def test_without_a_primary_the_replica_says_what_it_has(replica: Imagined) -> None:
    replicas.current(lambda: First(7))
    answers = iter([dead, lambda: First(9)])

    assert replicas.current(lambda: next(answers)()) == First(9)


@pytest.mark.parametrize("replayed", [6, None])
def test_without_a_primary_an_older_replica_says_nothing(
    replica: Imagined, replayed: int | None
) -> None:
    replicas.current(lambda: First(7))
    replica.generation = replayed

    with pytest.raises(OperationalError):
        replicas.current(dead)


def test_a_primary_that_fails_slowly_is_left_alone_for_a_while(
    replica: Imagined, monkeypatch: pytest.MonkeyPatch
) -> None:
    replicas.current(lambda: First(7))
    monkeypatch.setattr(replicas, "SLOW", -1.0)
    answers = iter([dead, lambda: First(7)])
    replicas.current(lambda: next(answers)())
    asked_on: list[str] = []

    def site() -> First:
        asked_on.append(read_from())
        return First(7)

    replicas.current(site)

    assert replicas.primary.rests
    assert asked_on == ["replica"], "not the primary first, which would be waited for"


def test_a_page_that_fails_on_the_replica_is_made_on_the_primary(replica: Imagined) -> None:
    def page() -> str:
        if read_from() == "replica":
            raise OperationalError("canceling statement due to conflict with recovery")
        return read_from()

    assert replicas.served(7, page) == "default"
    assert replicas.replica.rests


def test_a_page_that_fails_on_the_primary_fails_once(replica: Imagined) -> None:
    replica.generation = None

    with pytest.raises(OperationalError):
        replicas.served(7, lambda: [read_from(), dead()])

    assert replica.asked == 1


def test_the_newest_generation_never_goes_down() -> None:
    newest = replicas.Newest()

    newest.saw(3)
    newest.saw(2)

    assert newest.number == 3
