"""What stands behind two application servers, started once: all of it local and throw-away."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles import replicas
from tests.deploy.conftest import one_at_a_time
from tests.scale.imagined import Imagined
from tests.scale.office import Office, environment
from tests.scale.postgres import Pair, Server, owner
from tests.scale.redis import Redis


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    """A folder that PostgreSQL's user may walk into, as pytest's own may not be."""
    with tempfile.TemporaryDirectory(prefix="gaoxin-scale-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def pair(home: Path) -> Iterator[Pair]:
    """A primary and its replica."""
    made = Pair(Server(home / "primary"), Server(home / "replica"))
    for server in (made.primary, made.replica):
        server.home.mkdir()
        if user := owner():
            shutil.chown(server.home, user)
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="session")
def redis(home: Path) -> Iterator[Redis]:
    """A cache server that is real, empty and keeps nothing."""
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed; continuous integration has it")
    made = Redis(home)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def office(
    home: Path, pair: Pair, redis: Redis, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """Two servers on one primary, reading from its replica, with one cache."""
    media = home / "media"
    media.mkdir()
    urls = {"REPLICA_URL": pair.replica.url, "CACHE_URL": redis.url}
    made = Office(home, environment(pair.primary.url, media, **urls))
    try:
        with one_at_a_time(tmp_path_factory.getbasetemp().parent / "collect.lock"):
            made.collect()
        made.open()
        yield made
    finally:
        made.close()


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
