"""The servers that are measured: the site, the bare view beside it, nginx in front."""

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.site.databases import ROOT, NotMeasurable

PATIENCE = 60.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@dataclass
class Program:
    """A server process on a local port, started in a group of its own."""

    command: list[str]
    environment: dict[str, str]
    log: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    @property
    def pid(self) -> int:
        return self.process.pid

    def __enter__(self) -> "Program":
        address = {"HOST": "127.0.0.1", "PORT": str(self.port)}
        with self.log.open("ab") as file:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment | address,
                stdout=file, stderr=file, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return self
            time.sleep(0.05)
        self.__exit__()
        raise NotMeasurable(f"{self.command[0]} does not listen: {self.log.read_text()[-2000:]}")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def site(environment: dict[str, str], home: Path) -> Program:
    """Return the application as deploy/ ships it."""
    return Program([str(ROOT / "deploy" / "serve")], environment, home / "site.log")


def bare(environment: dict[str, str], home: Path) -> Program:
    """Return a view of a constant 20 KB, started by the same script."""
    python = {"PYTHON": str(ROOT / "bench" / "site" / "python_for_bare")}
    given = environment | python | {"BARE_PYTHON": environment["PYTHON"]}
    return Program([str(ROOT / "deploy" / "serve")], given, home / "bare.log")
