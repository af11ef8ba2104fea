"""A cache server of the tests' own."""

import secrets
import socket
import subprocess
from contextlib import suppress
from pathlib import Path
from time import monotonic

from tests.deploy.front import PATIENCE, free_port


class Redis:
    """redis-server on a free local port, asked with a password."""

    def __init__(self, home: Path) -> None:
        self.port = free_port()
        self.url = f"redis://:{(password := secrets.token_hex(8))}@127.0.0.1:{self.port}/0"
        self._log = home / "redis.log"
        self._command = [
            "redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
            "--requirepass", password, "--dir", str(home),
        ]  # fmt: skip
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log)
        deadline = monotonic() + PATIENCE
        while monotonic() < deadline:
            address = ("127.0.0.1", self.port)
            with suppress(ConnectionRefusedError), socket.create_connection(address):
                return
            with suppress(subprocess.TimeoutExpired):
                raise RuntimeError(f"ended with {self._process.wait(0.05)}; see {self._log}")
        raise RuntimeError(f"does not listen; see {self._log}")

    def stop(self) -> None:
        self._process.kill()
        self._process.wait(PATIENCE)
