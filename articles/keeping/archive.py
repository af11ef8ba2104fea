"""The one file: a tar that every tool can open, its members in one order, its checksums last.

``site.json``, the tables in parts (JSON, a line a row, gzip), the files of the media folder as
they are, ``end.json``, and ``SHA256SUMS`` of all before it, as ``sha256sum -c`` reads it. Neither
side ever holds a member of unknown size in memory.
"""

import hashlib
import io
import os
import tarfile
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO

from articles.keeping.refusing import Damaged

SITE, TABLES, MEDIA, END, SUMS = "site.json", "tables/", "media/", "end.json", "SHA256SUMS"
CHUNK = 1024 * 1024
LARGEST_READ = 4 * CHUNK
LONGEST_NAME = 1000  # bytes
NOT_OURS = "这不是本网站的备份文件，或者文件已损坏、不完整。"


def part_name(table: str, number: int) -> str:
    return f"{TABLES}{table}/{number:06d}.jsonl.gz"


def is_plain(name: str) -> bool:
    """Whether *name* is a path below a folder that stays below it, and no hidden file."""
    try:
        length = len(name.encode())
    except UnicodeEncodeError:
        return False
    parts = name.split("/")
    return (
        length <= LONGEST_NAME
        and "\\" not in name
        and not any(unicodedata.category(one) == "Cc" for one in name)
        and not any(not part or part.startswith(".") for part in parts)
    )


class Writer:
    """Writes a copy from its beginning to its end."""

    def __init__(self, file: BinaryIO) -> None:
        self._tar = tarfile.open(fileobj=file, mode="w:", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self._sums = tempfile.TemporaryFile()  # noqa: SIM115

    def add(self, name: str, content: bytes) -> None:
        self.add_file(name, io.BytesIO(content), len(content), 0)

    def add_file(self, name: str, content: IO[bytes], size: int, at: float) -> None:
        """Add *size* bytes of *content*, a file that was changed at the moment *at*."""
        digest = self._put(name, content, size, at)
        self._sums.write(f"{digest}  {name}\n".encode())

    def finish(self) -> None:
        """Add the checksums and the end of the file."""
        size = self._sums.tell()
        self._sums.seek(0)
        self._put(SUMS, self._sums, size, 0)
        self._tar.close()
        self._sums.close()

    def _put(self, name: str, content: IO[bytes], size: int, at: float) -> str:
        member = tarfile.TarInfo(name)
        member.size, member.mtime, member.mode = size, int(at), 0o600
        hashed = _Hashed(content)
        self._tar.addfile(member, hashed)
        self._tar.members.clear()  # tarfile would remember every one
        return hashed.digest.hexdigest()


class _Hashed:
    """A file whose bytes are hashed as they are read."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content
        self.digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        chunk = self._content.read(size)
        self.digest.update(chunk)
        return chunk


@dataclass(frozen=True)
class Member:
    """One member as it is met; ``file`` is good until the next one is asked for."""

    name: str
    size: int
    at: int
    file: io.BufferedReader

    def chunks(self) -> Iterator[bytes]:
        while chunk := self.file.read(CHUNK):
            yield chunk

    def whole(self, most: int) -> bytes:
        """Return the content; raise Damaged where it is longer than *most*."""
        if self.size > most:
            raise Damaged(f"备份里的 {self.name} 大得不合常理。")
        return self.file.read()


def members(file: BinaryIO) -> Iterator[Member]:
    """Yield what is in the tar, in its order; raise Damaged for anything but plain files.

    An end that comes too early looks like an end: only who meets ``SHA256SUMS`` knows better.
    """
    file.seek(0)
    try:
        tar = tarfile.open(fileobj=_Careful(file), mode="r:")  # noqa: SIM115
        while (info := tar.next()) is not None:
            tar.members.clear()
            if info.type not in tarfile.REGULAR_TYPES or info.issparse() or info.size < 0:
                raise Damaged(f"备份里有不该有的内容：{info.name[:100]!r}。")
            content = io.BufferedReader(_Content(tar.extractfile(info)), CHUNK)
            yield Member(info.name, info.size, int(info.mtime), content)
    except (tarfile.TarError, ValueError, OverflowError, EOFError) as error:
        raise Damaged(NOT_OURS) from error


class _Careful:
    """The file as tarfile reads it: what a forged header asks for must be of a possible size."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= LARGEST_READ:
            raise Damaged(NOT_OURS)
        return self._file.read(size)


class _Content(io.RawIOBase):
    """A member's bytes; an end before the announced one is damage."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, buffer: memoryview) -> int:
        try:
            chunk = self._file.read(len(buffer))
        except tarfile.TarError as error:
            raise Damaged(NOT_OURS) from error
        buffer[: len(chunk)] = chunk
        return len(chunk)
