"""The files of the media folder, wherever ``default_storage`` keeps them: a disk or an S3."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage

from articles.keeping.archive import CHUNK, Member
from articles.keeping.refusing import Refused


def names() -> list[str]:
    """Return the names of all files, in order; those with a dot in front are no content."""
    return sorted(_below(""), key=_bytes)


def _below(folder: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # no upload yet, or gone this moment
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{name}" for name in files if name and not name.startswith("."))
    for name in folders:
        if name and not name.startswith("."):
            yield from _below(f"{prefix}{name}")


def _bytes(name: str) -> bytes:
    return name.encode(errors="surrogateescape")


def open_file(name: str) -> IO[bytes] | None:
    """Return the file *name* to be read; None when it is not there, or not any more."""
    try:
        return default_storage.open(name)
    except FileNotFoundError:
        return None


def changed_at(name: str) -> float:
    """Return when the file was last changed, where that costs no question to another machine."""
    path = _path(name)
    with suppress(OSError):
        return os.stat(path).st_mtime if path else 0
    return 0


def is_below(path: Path) -> bool:
    """Whether *path* lies among the files, where readers might ask for it."""
    root = _path("")
    return bool(root) and path.resolve().is_relative_to(Path(root).resolve())


def where() -> str:
    """Return the place of the files, for the operator."""
    return _path("") or type(default_storage._wrapped).__name__


def holds(member: Member, name: str) -> bool | None:
    """Whether the stored file *name* has the bytes of *member*; None when there is no such file."""
    if not default_storage.exists(name):
        return None
    with default_storage.open(name) as stored:
        return _digest(iter(lambda: stored.read(CHUNK), b"")) == _digest(member.chunks())


def _digest(chunks: Iterator[bytes]) -> bytes:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.digest()


def put(member: Member, name: str) -> None:
    """Store *member* as *name*, which is free."""
    member.file.seek(0)
    try:
        stored = default_storage.save(name, File(member.file, name))
    except OSError as error:
        remove([name])  # the disk may be full: no half file stays
        error.filename = error.filename or f"{where()}/{name}"
        raise
    if stored != name:
        default_storage.delete(stored)
        raise Refused(f"文件 {name} 存不成这个名字：媒体文件夹可能正在被别的程序写入。")
    path = _path(name)
    if path and member.at:
        with suppress(OSError):
            os.utime(path, (member.at, member.at))


def remove(some: list[str]) -> None:
    """Take files away again; one that does not go does no harm."""
    for name in some:
        with suppress(OSError):
            default_storage.delete(name)


def _path(name: str) -> str | None:
    try:
        return default_storage.path(name)
    except NotImplementedError:
        return None
