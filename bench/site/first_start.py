"""How long `./run` takes in a fresh clone, with nothing in any cache, until it answers."""

import os
import signal
import subprocess
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

from bench.site.databases import ROOT, NotMeasurable
from bench.site.servers import free_port
from bench.site.table import Row

LONGEST = 600.0
OWN = ("PATH", "HOME", "LANG", "PIP_INDEX_URL", "UV_INDEX_URL", "UV_DEFAULT_INDEX")


def first_start() -> Row:
    """Clone what is committed, start it, and return the seconds until the first answer."""
    with tempfile.TemporaryDirectory(prefix="gaoxin-first-") as folder:
        home, port = Path(folder), free_port()
        clone = home / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        environment = {name: os.environ[name] for name in OWN if name in os.environ} | {
            "PORT": str(port),
            "PIP_CACHE_DIR": str(home / "pip"),
            "UV_CACHE_DIR": str(home / "uv"),
        }
        started = time.monotonic()
        with (home / "log").open("wb") as log:
            process = subprocess.Popen(
                ["./run"], cwd=clone, env=environment, stdout=log, stderr=log, start_new_session=True
            )  # fmt: skip
        try:
            seconds = _until_it_answers(process, port, home / "log") - started
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)
    return Row("first start to first answer, ./run in a fresh clone", seconds, "s", 60)


def _until_it_answers(process: subprocess.Popen, port: int, log: Path) -> float:
    deadline = time.monotonic() + LONGEST
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30):
            return time.monotonic()
        time.sleep(0.1)
    raise NotMeasurable(f"./run did not answer: {log.read_text()[-2000:]}")
