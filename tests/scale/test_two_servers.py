"""Two application servers are one site: what is signed on one is on the other at once."""

from urllib.parse import quote

import pytest

from tests.scale.office import CHANNEL, FEED, Draft, Office
from tests.scale.postgres import Pair
from tests.scale.redis import Redis

pytestmark = [pytest.mark.xdist_group("scale"), pytest.mark.one_database]
NAME = "127.0.0.1"  # both have one name, as behind a front
LISTS = (CHANNEL, FEED, "/", "/archive/", "/sitemap-articles.xml")


def addresses(draft: Draft) -> tuple[str, ...]:
    return (draft.address, *LISTS, f"/search/?q={quote(draft.title)}")


def mark(draft: Draft, address: str) -> str:
    """Return what stands on the page once the draft is published."""
    return draft.address if address == "/sitemap-articles.xml" else draft.title


def test_a_signature_on_one_is_seen_on_the_other_at_once(office: Office) -> None:
    coming = office.next()
    held = {address: office.two.get(address).headers["ETag"] for address in LISTS}
    assert office.two.get(coming.address).status == 404

    draft = office.sign(office.one)

    for address in addresses(draft):
        page = office.two.get(address, If_None_Match=held.get(address, '"none"'))
        assert page.status == 200, address
        assert mark(draft, address) in page.text, address


def test_a_withdrawal_on_one_is_seen_on_the_other_at_once(office: Office) -> None:
    draft = office.sign(office.one)
    for address in addresses(draft):
        assert mark(draft, address) in office.one.get(address).text

    office.withdraw(draft, at=office.two)

    assert office.one.get(draft.address).status == 410
    for address in LISTS:
        assert mark(draft, address) not in office.one.get(address).text, address


def test_a_page_made_by_one_is_taken_over_by_the_other(office: Office, pair: Pair) -> None:
    draft = office.sign(office.one)
    made = office.one.get(draft.address, Host=NAME)
    since = pair.primary.log_size(), pair.replica.log_size()

    taken = office.two.get(draft.address, Host=NAME)

    assert taken.body == made.body
    assert taken.headers["ETag"] == made.headers["ETag"]
    asked = pair.primary.statements(since[0]) + pair.replica.statements(since[1])
    assert "articles_photocaption" not in asked, "no content was read again"
    again = office.one.get(draft.address, Host=NAME, If_None_Match=taken.headers["ETag"])
    assert again.status == 304, "a reader may go from one to the other"


def test_without_the_cache_nothing_is_late_or_missing(office: Office, redis: Redis) -> None:
    redis.stop()
    try:
        draft = office.sign(office.two)

        for server in office.servers:
            for address in addresses(draft):
                assert mark(draft, address) in server.get(address).text, address
    finally:
        redis.start()
