"""The front in bad hours: the application dead, clients that drip, forms that are too big."""

import socket

import pytest

from tests.deploy.databases import outage
from tests.deploy.front import PATIENCE, Front
from tests.deploy.readers import Readings, dripping, one_read

pytestmark = pytest.mark.xdist_group("deploy")
WARM = ("/", "/articles/20220001/", "/articles/20190001/", "/zh-hant/articles/20220001/")
DRIPPING = 1000


@pytest.mark.one_database
def test_a_dead_application_does_not_blank_pages_and_heals(front: Front) -> None:
    for address in WARM:
        assert front.get(address).status == 200

    front.kill_application()
    try:
        stale = [front.get(address) for address in WARM for _ in range(5)]
        never_read = front.get("/officials/?never-read-before")
        late = front.until("/", lambda reply: reply.cache == "STALE")
    finally:
        front.start_application()

    assert {reply.status for reply in stale} == {200}
    assert late.status == 200
    assert never_read.status == 503
    assert never_read.headers["Retry-After"] == "10"
    assert "网站正在恢复" in never_read.text
    assert front.until("/healthz", lambda reply: reply.status == 200).status == 200
    # What was stale counts as fresh again only after the application has confirmed it.
    fresh = {"HIT", "REVALIDATED", "EXPIRED"}
    assert front.until("/", lambda reply: reply.cache in fresh).cache in fresh


def test_a_dead_database_does_not_blank_pages_and_heals(front: Front) -> None:
    for address in WARM:
        assert front.get(address).status == 200

    with outage(front.environment["DATABASE_URL"]):
        # An answer of a moment ago may be given again: probes cost strangers little.
        unready = front.until("/readyz", lambda reply: reply.status == 503)
        stale = [front.get(address) for address in WARM for _ in range(5)]
        never_read = front.get("/search/?q=never-read-before")

    healed = front.until("/readyz", lambda reply: reply.status == 200)
    assert unready.status == 503
    assert {reply.status for reply in stale} == {200}
    assert never_read.status == 503
    assert "服务暂时不可用" in never_read.text
    assert "Traceback" not in never_read.text
    assert healed.status == 200


@pytest.mark.one_database
def test_clients_that_drip_do_not_hold_up_readers(front: Front) -> None:
    readings = Readings()

    with dripping(front, DRIPPING) as drip:
        for number in range(20):
            drip()
            # A new address each time, so that the application itself has to answer.
            one_read(front, f"/articles/20190001/?drip={number}", readings)

    assert readings.share == 1, readings


@pytest.mark.one_database
def test_a_form_of_ten_pictures_passes_and_a_flood_does_not(front: Front) -> None:
    def answer(address: str, megabytes: int) -> bytes:
        head = f"POST {address} HTTP/1.1\r\nHost: {front.host}\r\nExpect: 100-continue\r\n"
        with socket.create_connection(("127.0.0.1", front.port), PATIENCE) as client:
            client.sendall(f"{head}Content-Length: {megabytes << 20}\r\n\r\n".encode())
            return client.makefile("rb").readline()

    assert answer("/admin/articles/article/add/", 105) == b"HTTP/1.1 100 Continue\r\n"
    assert answer("/admin/articles/article/add/", 120).startswith(b"HTTP/1.1 413")
    assert answer("/search/", 2).startswith(b"HTTP/1.1 413")
