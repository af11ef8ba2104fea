"""A fresh database of the kind that the suite runs on, and its outage."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

SQLITE = "sqlite:///"


def server() -> psycopg.Connection:
    """Connect to the PostgreSQL server that the suite's DATABASE_URL names."""
    address = os.environ["DATABASE_URL"].replace("postgres://", "postgresql://", 1)
    return psycopg.connect(address, autocommit=True)


@contextmanager
def database(home: Path) -> Iterator[str]:
    """Yield the address of a fresh database; remove it afterwards."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield f"{SQLITE}{home}/db.sqlite3"
        return
    name = f"deploy_{secrets.token_hex(6)}"
    with server() as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(address)._replace(path=f"/{name}").geturl()
    finally:
        with server() as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _block(file: Path) -> None:
    """Put a folder in place of the file, so that nobody makes a new, empty database there.

    A request that came between the two moves may have made one already.
    """
    while not file.is_dir():
        file.unlink(missing_ok=True)
        with suppress(FileExistsError):
            file.mkdir()


@contextmanager
def outage(address: str) -> Iterator[None]:
    """Make the database refuse every connection, and end those there are."""
    if address.startswith(SQLITE):
        file = Path(address.removeprefix(SQLITE))
        away = file.rename(file.with_suffix(".away"))
        _block(file)
        try:
            yield
        finally:
            file.rmdir()
            away.rename(file)
        return
    name = urlsplit(address).path.lstrip("/")
    with server() as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        try:
            yield
        finally:
            connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
