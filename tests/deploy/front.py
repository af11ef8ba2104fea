"""The shipped server and front, started from the files in deploy/ on free local ports."""

import hashlib
import http.client
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.deploy.rendering import ROOT, nginx_command

PATIENCE = 60.0  # seconds that anything may take on a machine with much else to do


@dataclass(frozen=True)
class Reply:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def cache(self) -> str:
        return self.headers.get("X-Cache", "")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@dataclass
class Front:
    """nginx before granian before a database of their own; all under *home*."""

    home: Path
    environment: dict[str, str]
    application_port: int = field(default_factory=free_port)
    port: int = field(default_factory=free_port)
    terminator: str = "255.255.255.255"
    application: subprocess.Popen | None = None
    nginx: subprocess.Popen | None = None

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def nginx_command(self) -> list[str]:
        """Return how the shipped configuration is started for this site."""
        application = f"127.0.0.1:{self.application_port}"
        names = {"APPLICATION": application, "LISTEN": self.host, "TERMINATOR": self.terminator}
        return nginx_command(self.home, names)

    def start_application(self) -> None:
        self.application = self._start([str(ROOT / "deploy" / "serve")], "application.log")
        self._until_it_listens(self.application, self.application_port)

    def start_nginx(self) -> None:
        self.nginx = self._start(self.nginx_command(), "nginx.log")
        self._until_it_listens(self.nginx, self.port)

    def kill_application(self) -> None:
        """End the whole process group at once, as an exhausted machine does."""
        os.killpg(self.application.pid, signal.SIGKILL)
        self.application.wait(PATIENCE)
        self.application = None

    def stop(self) -> None:
        for process in filter(None, (self.nginx, self.application)):
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(PATIENCE)

    def post(self, address: str, fields: dict[str, str]) -> Reply:
        """Send a form through the front."""
        kind = "application/x-www-form-urlencoded"
        return self.get(address, "POST", urlencode(fields), Content_Type=kind)

    def get(
        self, address: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> Reply:
        """Ask the front; a header's underscores stand for hyphens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, address, body, named)
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()

    def until(self, address: str, good: Callable[[Reply], bool]) -> Reply:
        """Ask again and again until the reply is good; return the last one in any case."""
        deadline = time.monotonic() + PATIENCE
        while not good(reply := self.get(address)) and time.monotonic() < deadline:
            self._still_runs(self.nginx)
        return reply

    def kept(self, address: str) -> Path:
        """Return the file in which nginx keeps the page as sent to who takes no encoding."""
        key = f":http{self.host}{address}".encode()
        name = hashlib.md5(key, usedforsecurity=False).hexdigest()
        keeper = "asked" if "?" in address else "pages"
        return self.home / "cache" / keeper / name[-1] / name[-3:-1] / name

    def age(self, address: str) -> None:
        """Make the kept page a day old, as if nobody had read it since.

        The second word of the file is the second until which the page is valid.
        """
        with self.kept(address).open("r+b") as file:
            words = struct.Struct("=QQ")
            version, valid_until = words.unpack(file.read(words.size))
            file.seek(0)
            file.write(words.pack(version, valid_until - 86_400))

    def logged(self, words: str) -> str:
        """Return the line of nginx's log that holds these words; its buffer is a second old."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for line in (self.home / "log" / "access.log").read_text().splitlines():
                if words in line:
                    return line
            self._still_runs(self.nginx)
        return ""

    def manage(self, *command: str) -> str:
        """Run manage.py against the same database; return what it prints."""
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True, timeout=120,
        ).stdout  # fmt: skip

    def _start(self, command: list[str], log: str) -> subprocess.Popen:
        address = {"HOST": "127.0.0.1", "PORT": str(self.application_port)}
        with (self.home / log).open("ab") as file:
            return subprocess.Popen(
                command, cwd=ROOT, env=self.environment | address,
                stdout=file, stderr=file, start_new_session=True,
            )  # fmt: skip

    def _still_runs(self, process: subprocess.Popen) -> None:
        """Raise when *process* ends; the wait for it spaces the questions of a poll."""
        with suppress(subprocess.TimeoutExpired):
            code = process.wait(0.03)
            raise RuntimeError(f"{process.args[0]} ended with {code}; see {self.home}")

    def _until_it_listens(self, process: subprocess.Popen, port: int) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self._still_runs(process)
            with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
                return
        raise RuntimeError(f"{process.args[0]} does not listen; see {self.home}")
