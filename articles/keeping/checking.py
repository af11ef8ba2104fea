"""Reads a copy from its beginning to its end and finds what is not as it was written."""

import hashlib
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from articles.keeping.archive import (
    CHUNK,
    END,
    MEDIA,
    NOT_OURS,
    SITE,
    SUMS,
    TABLES,
    Member,
    is_plain,
    members,
    part_name,
)
from articles.keeping.facts import End, Facts
from articles.keeping.refusing import Damaged, Progress, Refused

MOST_TOLD = 64 * CHUNK  # site.json, end.json
LONGEST_ROW = 64 * CHUNK
LARGEST_PART = LONGEST_ROW + 4 * CHUNK  # unpacked


@dataclass(frozen=True)
class Copy:
    """A whole copy: what it says about itself and what stands in it."""

    facts: Facts
    end: End
    size: int


def check_file(path: Path, progress: Progress) -> Copy:
    """Return what the file holds; raise Damaged with the first thing that is wrong."""
    try:
        with path.open("rb") as file:
            return check(file, progress)
    except OSError as error:
        raise Refused(f"读不了 {path}：{error.strerror or error}。") from error


def check(file: BinaryIO, progress: Progress) -> Copy:
    """Return what *file* holds: every member in its place, of its checksum, and none too many."""
    size = file.seek(0, 2)
    progress.begin("核对", size, "B")
    with tempfile.TemporaryFile() as sums:
        walk = _Walk(members(file), sums, progress)
        return Copy(*walk.whole(), size)


@dataclass
class _Walk:
    """One reading; *sums* collects what SHA256SUMS must say in the end."""

    members: Iterator[Member]
    sums: BinaryIO
    progress: Progress
    files: int = 0
    bytes: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)
    last: str = ""

    def whole(self) -> tuple[Facts, End]:
        facts = Facts.from_json(self._told(self._next(), SITE))
        order = {table.name: place for place, table in enumerate(facts.tables)}
        member = self._next()
        while member.name.startswith(TABLES):
            self._part(member, order)
            member = self._next()
        for table in facts.tables:
            if self.rows.get(table.name, 0) != table.rows:
                raise Damaged(f"备份里表 {table.name} 的行数不对。")
        while member.name.startswith(MEDIA):
            self._file(member)
            member = self._next()
        end = End.from_json(self._told(member, END))
        if (end.files, end.bytes) != (self.files, self.bytes):
            raise Damaged("备份里文件的数目不对。")
        self._compare(self._next())
        if next(self.members, None) is not None:
            raise Damaged("备份的末尾多出了内容。")
        return facts, end

    def _next(self) -> Member:
        member = next(self.members, None)
        if member is None:
            raise Damaged(NOT_OURS)
        self.progress.advance(member.size)
        return member

    def _told(self, member: Member, name: str) -> bytes:
        if member.name != name:
            raise Damaged(NOT_OURS)
        text = member.whole(MOST_TOLD)
        self._note(name, hashlib.sha256(text).hexdigest())
        return text

    def _part(self, member: Member, order: dict[str, int]) -> None:
        table = member.name.removeprefix(TABLES).rpartition("/")[0]
        number = self.parts.get(table, 0) + 1
        previous = next(reversed(self.parts), table)
        if member.name != part_name(table, number) or table not in order:
            raise Damaged(f"备份里有不该有的内容：{member.name[:100]!r}。")
        if order[previous] > order[table]:
            raise Damaged("备份里的表次序不对。")
        self.parts[table] = number
        digest, unpacked = hashlib.sha256(), _Unpacked(member.name)
        for chunk in member.chunks():
            digest.update(chunk)
            unpacked.take(chunk)
        self.rows[table] = self.rows.get(table, 0) + unpacked.lines()
        self._note(member.name, digest.hexdigest())

    def _file(self, member: Member) -> None:
        name = member.name.removeprefix(MEDIA)
        if not is_plain(name) or name.encode() <= self.last.encode():
            raise Damaged(f"备份里有不该有的文件名：{name[:100]!r}。")
        digest = hashlib.sha256()
        for chunk in member.chunks():
            digest.update(chunk)
        self.last, self.files, self.bytes = name, self.files + 1, self.bytes + member.size
        self._note(member.name, digest.hexdigest())

    def _note(self, name: str, digest: str) -> None:
        self.sums.write(f"{digest}  {name}\n".encode())

    def _compare(self, member: Member) -> None:
        """Compare line by line, so that the first damaged member can be named."""
        if member.name != SUMS:
            raise Damaged(NOT_OURS)
        self.sums.seek(0)
        for line in self.sums:
            if member.file.read(len(line)) != line:
                name = line.decode().rstrip("\n").partition("  ")[2]
                raise Damaged(f"备份已损坏：{name} 与它的校验值不符。")
        if member.file.read(1):
            raise Damaged(NOT_OURS)


class _Unpacked:
    """Counts the lines of a compressed part and refuses more than a part can be."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._unpack = zlib.decompressobj(wbits=31)  # with gzip's head and checksum
        self._size = self._lines = 0
        self._last = b""

    def take(self, chunk: bytes) -> None:
        more = True
        while more:
            if self._unpack.eof:
                raise Damaged(self._fault())
            try:
                unpacked = self._unpack.decompress(chunk, CHUNK)
            except zlib.error as error:
                raise Damaged(self._fault()) from error
            self._count(unpacked)
            chunk = self._unpack.unconsumed_tail or self._unpack.unused_data
            more = bool(chunk) or (len(unpacked) == CHUNK and not self._unpack.eof)

    def _count(self, unpacked: bytes) -> None:
        self._size += len(unpacked)
        self._lines += unpacked.count(b"\n")
        self._last = unpacked[-1:] or self._last
        if self._size > LARGEST_PART:
            raise Damaged(f"备份里的 {self._name} 展开后大得不合常理。")

    def lines(self) -> int:
        if not self._unpack.eof or self._last != b"\n":
            raise Damaged(self._fault())
        return self._lines

    def _fault(self) -> str:
        return f"备份已损坏：{self._name} 展不开。"
