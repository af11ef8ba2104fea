"""Which database is asked: the rules alone, with a replica that is only imagined."""

import pytest
from django.db import connections, router

from articles import replicas
from articles.models import Generation, Tag
from tests.scale.imagined import First, Imagined, read_from

pytestmark = pytest.mark.one_database


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


def test_a_site_without_a_replica_routes_nothing() -> None:
    assert "replica" not in connections
    assert replicas.current(lambda: First(1)) == First(1)
    assert replicas.served(1, read_from) == "default"
