"""Public pages may come from a replica; no reader sees an older site after a newer one."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.scale.office import CHANNEL, Office
from tests.scale.postgres import Pair

pytestmark = [pytest.mark.xdist_group("scale"), pytest.mark.one_database]


@contextmanager
def lagging(pair: Pair) -> Iterator[None]:
    """The replica receives what happens and shows none of it."""
    pair.replica.ask("SELECT pg_wal_replay_pause()")
    pair.replica.until(
        lambda: pair.replica.ask("SELECT pg_get_wal_replay_pause_state()") == "paused"
    )
    try:
        yield
    finally:
        pair.replica.ask("SELECT pg_wal_replay_resume()")


def test_a_page_is_read_from_the_replica(office: Office, pair: Pair) -> None:
    pair.catch_up()
    before = pair.primary.log_size(), pair.replica.log_size()

    page = office.one.get(f"{CHANNEL}?page=1")

    assert page.status == 200
    assert 'FROM "articles_channel"' in pair.replica.statements(before[1])
    assert 'FROM "articles_channel"' not in pair.primary.statements(before[0])


def test_a_search_is_answered_by_the_replica(office: Office, pair: Pair) -> None:
    pair.catch_up()
    before = pair.primary.log_size(), pair.replica.log_size()

    page = office.one.get("/search/?q=%E6%8A%A5%E9%81%93")

    assert "早先的" in page.text
    assert "articles_search_texts" in pair.replica.statements(before[1])
    assert "articles_search" not in pair.primary.statements(before[0])


def test_behind_the_signature_the_primary_answers(office: Office, pair: Pair) -> None:
    pair.catch_up()
    with lagging(pair):
        draft = office.sign(office.one)

        for server in office.servers:
            assert draft.title in server.get(draft.address).text
            assert draft.title in server.get(CHANNEL).text


def test_staff_read_and_write_on_the_primary_only(office: Office, pair: Pair) -> None:
    pair.catch_up()
    before = pair.replica.log_size()

    office.sign(office.two)

    assert "articles_" not in pair.replica.statements(before)


def test_without_the_primary_the_replica_answers(office: Office, pair: Pair) -> None:
    draft = office.sign(office.one)
    assert office.two.get(CHANNEL).status == 200
    pair.catch_up()
    pair.primary.stop()
    try:
        assert draft.title in office.two.get(draft.address).text
        assert office.two.get("/admin/login/").status in {200, 503}
    finally:
        pair.primary.start()


def test_a_replica_that_lags_behind_what_was_seen_does_not_answer(
    office: Office, pair: Pair
) -> None:
    pair.catch_up()
    with lagging(pair):
        office.sign(office.one)
        assert office.two.get(CHANNEL).status == 200
        pair.primary.stop()
        try:
            assert office.two.get("/").status == 503
        finally:
            pair.primary.start()


def test_without_the_replica_the_primary_answers(office: Office, pair: Pair) -> None:
    """The last of the file: both servers leave the replica alone for a while now."""
    pair.replica.stop()
    try:
        draft = office.sign(office.one)
        assert office.two.get(draft.address).status == 200
        assert office.two.get(CHANNEL).status == 200
    finally:
        pair.follow()
