"""One cache for all servers: quick and true while it lives, as if empty while it does not."""

import pickle
import socket
from collections.abc import Iterator

import pytest
from django.core.cache.backends.base import BaseCache
from django.utils.module_loading import import_string

from gaoxin.services import cache as settings_of
from tests.deploy.front import free_port
from tests.scale.redis import Redis

pytestmark = [pytest.mark.xdist_group("scale"), pytest.mark.one_database]
PAGE = {"body": b"\x00<html>", "headers": [("ETag", "1")], "status": 200}


@pytest.fixture(autouse=True)
def nobody_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gaoxin.shared_cache.server.rests_until", 0.0)


def connect(url: str) -> BaseCache:
    params = settings_of(url)
    return import_string(params.pop("BACKEND"))(params.pop("LOCATION"), params)


@pytest.fixture
def shared(redis: Redis) -> Iterator[BaseCache]:
    made = connect(redis.url)
    made.clear()
    yield made
    made._cache.get_client().close()


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener


def as_if_empty(cache: BaseCache) -> None:
    """Ask everything there is to ask."""
    cache.set("page", PAGE)
    cache.set_many({"page": PAGE})
    assert cache.get("page") is None
    assert cache.get("page", "nothing") == "nothing"
    assert cache.get_many(["page"]) == {}
    assert cache.add("turn", 1) is True, "whoever waits for his turn must go on"
    assert not cache.touch("page")
    assert not cache.delete("page")
    assert "page" not in cache
    with pytest.raises(ValueError, match="count"):
        cache.incr("count")
    cache.delete_many(["page"])
    cache.clear()


def test_what_one_server_keeps_another_has(shared: BaseCache, redis: Redis) -> None:
    other = connect(redis.url)

    shared.set("page", PAGE, 60)
    shared.set("count", -4)

    assert other.get("page") == PAGE
    assert other.get_many(["page", "count", "none"]) == {"page": PAGE, "count": -4}
    assert other.incr("count", 5) == 1
    assert other.add("page", 1) is False
    assert other.delete("page") is True
    assert shared.get("page") is None


def test_what_somebody_else_put_there_is_not_read(shared: BaseCache, redis: Redis) -> None:
    class Harm:
        def __reduce__(self) -> tuple:
            return (pytest.fail, ("unpickled",))

    client = shared._cache.get_client()
    key = shared.make_key("page")
    for planted in (pickle.dumps(Harm()), b"\x00" * 32 + pickle.dumps(Harm()), b"", b"-", b"x"):
        client.set(key, planted)

        assert shared.get("page") is None
        assert shared.get_many(["page"]) == {}


def test_another_sites_key_reads_nothing(shared: BaseCache, redis: Redis, settings) -> None:
    shared.set("page", PAGE)
    settings.SECRET_KEY = "another-key-of-another-site-0123456789abcdef"

    assert connect(redis.url).get("page") is None


def test_a_server_that_is_gone_is_as_if_empty() -> None:
    as_if_empty(connect(f"redis://127.0.0.1:{free_port()}/0"))


def test_a_server_that_is_silent_is_waited_for_once(silent: socket.socket) -> None:
    port = silent.getsockname()[1]

    for _ in range(3):
        as_if_empty(connect(f"redis://127.0.0.1:{port}/0"))

    first, _ = silent.accept()
    first.close()
    with pytest.raises(BlockingIOError):
        silent.accept()


def test_a_wrong_password_is_as_if_empty(redis: Redis) -> None:
    as_if_empty(connect(f"redis://:wrong@127.0.0.1:{redis.port}/0"))


def test_a_server_that_came_back_is_asked_again(
    shared: BaseCache, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared.set("page", PAGE)
    redis.stop()
    assert shared.get("page") is None
    redis.start()
    assert shared.get("page") is None, "it rests"
    monkeypatch.setattr("gaoxin.shared_cache.server.rests_until", 0.0)

    shared.set("page", PAGE)

    assert shared.get("page") == PAGE
