"""Which database is asked: the rules alone, with a replica that is only imagined."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import OperationalError, connections, router

from articles import replicas
from articles.models import Article, Generation, Tag

pytestmark = pytest.mark.one_database


@dataclass
class Imagined:
    """What the replica has replayed; None while it does not answer."""

    generation: int | None = 7
    asked: int = 0

    def __call__(self) -> int | None:
        self.asked += 1
        return self.generation


@dataclass(frozen=True)
class First:
    generation: int


@pytest.fixture
def replica(monkeypatch: pytest.MonkeyPatch) -> Iterator[Imagined]:
    imagined = Imagined()
    monkeypatch.setattr(replicas, "is_configured", lambda: True)
    monkeypatch.setattr(replicas, "_replayed", imagined)
    monkeypatch.setattr(replicas, "newest", replicas.Newest())
    monkeypatch.setattr(replicas, "primary", replicas.Server())
    monkeypatch.setattr(replicas, "replica", replicas.Server())
    yield imagined
    assert replicas._reading.get() is None


def read_from() -> str:
    return replicas.Router().db_for_read(Article)


def dead() -> First:
    raise OperationalError("connection refused")


@pytest.mark.parametrize(("replayed", "alias"), [(7, "replica"), (8, "replica"), (6, "default"), (None, "default")])  # fmt: skip
def test_the_replica_is_read_when_it_has_the_generation(
    replica: Imagined, replayed: int | None, alias: str
) -> None:
    replica.generation = replayed

    assert replicas.served(7, read_from) == alias


def test_outside_a_public_page_the_replica_is_not_even_asked(replica: Imagined) -> None:
    assert read_from() == "default"
    assert replica.asked == 0


def test_a_page_that_reads_nothing_does_not_ask(replica: Imagined) -> None:
    replicas.served(7, lambda: None)

    assert replica.asked == 0


def test_writes_go_to_the_primary_and_reads_follow_them(replica: Imagined) -> None:
    with replicas.reading(7):
        assert read_from() == "replica"
        assert replicas.Router().db_for_write(Tag) == "default"
        assert read_from() == "default"


def test_a_transaction_is_the_primarys(replica: Imagined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections["default"], "in_atomic_block", True)

    with replicas.reading(7):
        assert read_from() == "default"

    assert replica.asked == 0


def test_a_locking_read_is_the_primarys(replica: Imagined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(router, "routers", [replicas.Router()])

    with replicas.reading(7):
        assert Generation.objects.all().db == "replica"
        assert Generation.objects.select_for_update().db == "default"


def test_a_record_of_the_replica_has_its_relations_on_the_primary(replica: Imagined) -> None:
    tag = Tag(name="园区")
    tag._state.db = "replica"

    assert replicas.Router().db_for_read(Tag, instance=tag) == "default"
    assert replicas.Router().db_for_write(Tag, instance=tag) == "default"


def test_nothing_is_migrated_on_the_replica() -> None:
    assert replicas.Router().allow_migrate("replica", "articles") is False
    assert replicas.Router().allow_migrate("default", "articles") is None


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


def test_a_site_without_a_replica_routes_nothing() -> None:
    assert "replica" not in connections
    assert replicas.current(lambda: First(1)) == First(1)
    assert replicas.served(1, read_from) == "default"


def test_the_newest_generation_never_goes_down() -> None:
    newest = replicas.Newest()

    newest.saw(3)
    newest.saw(2)

    assert newest.number == 3
