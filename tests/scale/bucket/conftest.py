"""An S3 server and the site's bucket on it."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from pathlib import Path
from time import monotonic

import pytest
from django.core.files.storage import storages
from django.core.management import call_command

from tests.deploy.front import PATIENCE, free_port


@pytest.fixture(scope="session")
def s3_server(home: Path) -> Iterator[str]:
    """An S3 server from a package, in a process of its own; its address."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "--port", str(port)]
    with (home / "s3.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        until_it_listens(process, port)
        yield f"127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait(PATIENCE)


def until_it_listens(process: subprocess.Popen, port: int) -> None:
    deadline = monotonic() + PATIENCE
    while monotonic() < deadline:
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        with suppress(subprocess.TimeoutExpired):
            raise RuntimeError(f"the S3 server ended with {process.wait(0.1)}")
    raise RuntimeError("the S3 server does not listen")


@pytest.fixture
def bucket(s3_server: str, settings) -> Iterator[None]:
    """The site's pictures lie in an empty bucket."""
    shared = "tests.scale.bucket.storage.the_storage"
    shared = {"BACKEND": shared, "OPTIONS": {"server": s3_server}}
    settings.STORAGES = {**settings.STORAGES, "default": shared}
    call_command("make_bucket", verbosity=0, stdout=StringIO())
    made = storages["default"].bucket
    yield
    made.objects.all().delete()
    made.delete()


@pytest.fixture
def requests(bucket: None) -> Iterator[list[str]]:
    """The operations that the store is asked for, as they happen."""
    asked: list[str] = []
    events = storages["default"].connection.meta.client.meta.events

    def note(model: object, **_: object) -> None:
        asked.append(model.name)

    events.register("before-call.s3", note)
    yield asked
    events.unregister("before-call.s3", note)
