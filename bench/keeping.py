"""How long a backup and its way back take with many articles: `python -m bench.keeping`.

Makes two databases of its own, on SQLite or, with DATABASE_URL, on that PostgreSQL server, and
throws them away. The articles are those of bench.filling. Each command is a process of its own;
printed are its seconds, its processor seconds, and the most memory it took.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).parents[1]
FILL = "import bench.filling as b; b.fill({rows})"
# The search is made anew afterwards; bench.search says how long that takes.
RESTORE = (
    "import django, pathlib; django.setup(); from articles.keeping import refusing, restoring;"
    "restoring.restore(pathlib.Path({path!r}), refusing.Silent(), overwrite='')"
)
PICTURES, PICTURE_BYTES = 1000, 200_000


def say(line: str) -> None:
    print(line, flush=True)


def run(what: str, command: list[str], environment: dict[str, str]) -> float:
    """Run a command, print what it took, and return its seconds."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        raise SystemExit(f"{what}: failed")
    own, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    say(f"{what:10} {seconds:7.1f} s, {own:7.1f} s of processor, {memory:5.0f} MB of memory")
    return seconds


@contextmanager
def databases(folder: Path) -> Iterator[list[str]]:
    """Yield the addresses of two databases that do not exist yet, or are empty."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield [f"sqlite:///{folder}/{name}.sqlite3" for name in ("one", "two")]
        return
    names = [f"bench_keeping_{os.getpid()}_{number}" for number in (1, 2)]
    with psycopg.connect(server, autocommit=True) as connection:
        for name in names:
            connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield [urlsplit(server)._replace(path=f"/{name}").geturl() for name in names]
        finally:
            for name in names:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def place(address: str, media: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": address,
        "MEDIA_ROOT": str(media),
        "DEBUG": "on",
        "DJANGO_SETTINGS_MODULE": "gaoxin.settings",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory(prefix="gaoxin-bench-") as name:
        folder = Path(name)
        with databases(folder) as (one, two):
            media, copy = folder / "media", folder / "copy.tar"
            (media / "pictures").mkdir(parents=True)
            for number in range(PICTURES):
                picture = media / "pictures" / f"{number:032x}-64x40.jpg"
                picture.write_bytes(os.urandom(PICTURE_BYTES))
            here, there = place(one, media), place(two, folder / "other")
            run("migrate", ["manage.py", "migrate", "--verbosity", "0"], here)
            run("fill", ["-c", FILL.format(rows=rows)], here)
            run("backup", ["manage.py", "backup", str(copy)], here)
            say(
                f"{copy.stat().st_size / 1e6:.0f} MB, {PICTURES * PICTURE_BYTES / 1e6:.0f} of it files"
            )
            run("verify", ["manage.py", "verify", str(copy)], here)
            run("migrate", ["manage.py", "migrate", "--verbosity", "0"], there)
            run("restore", ["-c", RESTORE.format(path=str(copy))], there)


if __name__ == "__main__":
    main()
