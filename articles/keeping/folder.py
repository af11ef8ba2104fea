"""The folder that copies lie in: how a file gets its name there, and which ones go."""

import fcntl
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO

from django.utils import timezone

from articles.keeping.refusing import Refused

DATED = re.compile(r"gaoxin-(\d{8}-\d{6})(?:-(\d{1,4}))?\.tar")
PARTIAL = ".partial"


@contextmanager
def unfinished(target: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """Yield a new file beside *target* that only its owner may read; what is left of it goes."""
    descriptor, name = tempfile.mkstemp(PARTIAL, f".{target.name}.", target.parent)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # tells who tidies up that somebody writes it
            yield file, Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def give_name(path: Path, target: Path, *, overwrite: bool) -> None:
    """Make the finished file *path* appear as *target*, at once and for good."""
    if overwrite:
        path.replace(target)
    else:
        _link(path, target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _link(path: Path, target: Path) -> None:
    """Give the name only if nobody has it, also when two want it at the same moment."""
    try:
        target.hardlink_to(path)
    except FileExistsError as error:
        raise Refused(f"{target} 已经存在，没有覆盖。") from error
    except OSError:  # a file system without hard links
        if target.exists():
            raise Refused(f"{target} 已经存在，没有覆盖。") from None
        path.replace(target)


def dated(folder: Path, now: datetime | None = None) -> Path:
    """Return a free name in *folder* that says when the copy was begun."""
    moment = f"{timezone.localtime(now):%Y%m%d-%H%M%S}"
    names = chain([f"gaoxin-{moment}.tar"], (f"gaoxin-{moment}-{n}.tar" for n in count(2)))
    return next(path for name in names if not (path := folder / name).exists())


def tidy(folder: Path, keep: int) -> list[Path]:
    """Delete all dated copies but the *keep* latest, and what broken-off runs left behind."""
    copies = sorted((path for path in folder.iterdir() if DATED.fullmatch(path.name)), key=_age)
    gone = copies[:-keep]
    for path in gone:
        path.unlink(missing_ok=True)
    for path in folder.glob(f".gaoxin-*{PARTIAL}"):
        _remove_if_dead(path)
    return gone


def _age(path: Path) -> tuple[str, int]:
    moment, number = DATED.fullmatch(path.name).groups()
    return moment, int(number or 1)


def _remove_if_dead(path: Path) -> None:
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink(missing_ok=True)
    except OSError:
        return  # somebody writes it, or it has gone
