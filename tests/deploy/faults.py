"""The faults that promises P4, P6, P7 and P8 name, done to the shipped server and front."""

import errno
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.deploy.front import PATIENCE, Front


def workers(front: Front) -> list[int]:
    """Return the processes of granian's workers."""
    main = front.application.pid
    children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    return [int(child) for child in children if "gaoxin.serving" in _command(child)]


def _command(process: str) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def seconds_until(true: Callable[[], bool]) -> float:
    """Return how long it took until *true* held."""
    started = time.monotonic()
    while not true():
        if time.monotonic() - started > PATIENCE:
            raise TimeoutError
        time.sleep(0.05)
    return time.monotonic() - started


def answers(front: Front) -> bool:
    """Whether the application itself answers a page that nobody keeps."""
    return front.get(f"/tags/?fresh={time.time_ns()}").status == 200


def kill_workers(front: Front, times: int, pause: float) -> float:
    """Kill one worker after another; return how long the last one's death was felt."""
    for _ in range(times):
        seconds_until(lambda: bool(workers(front)))
        os.kill(workers(front)[0], signal.SIGKILL)
        time.sleep(pause)
    return seconds_until(lambda: len(workers(front)) == 2 and answers(front))


def restart_server(front: Front) -> float:
    """Kill the server with all its processes, start it as systemd would; return how long it took."""
    front.kill_application()
    started = time.monotonic()
    time.sleep(1)  # RestartSec
    front.start_application()
    seconds_until(lambda: answers(front))
    return time.monotonic() - started


def reload_application(front: Front) -> None:
    """Do what ``systemctl reload gaoxin`` does, until new workers have replaced the old."""
    old = set(workers(front))
    front.application.send_signal(signal.SIGHUP)
    seconds_until(lambda: len(workers(front)) == 2 and not old & set(workers(front)))
    seconds_until(lambda: answers(front))


def reload_nginx(front: Front) -> None:
    front.nginx.send_signal(signal.SIGHUP)
    time.sleep(0.5)


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Fill the file system that holds *folder* to the last byte."""
    filler = folder / "filler"
    block = b"\0" * 65536
    try:
        with filler.open("wb", buffering=0) as file:
            while block:
                try:
                    file.write(block)
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise
                    block = block[: len(block) // 2]
        yield
    finally:
        filler.unlink()


@cache
def may_mount() -> bool:
    """Whether this process may mount a disk: root outside most containers."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with small_disk(Path(folder), 64):
                return True
        except (subprocess.CalledProcessError, FileNotFoundError):
            return False


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """Put a small, empty disk in the place of *folder*. Only root may."""
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k,mode=777", "tmpfs", folder],
        check=True,
        capture_output=True,
    )
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nobody write below *folder*: a disk with errors is remounted so. Only root may."""
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
