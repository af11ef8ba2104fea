"""Copies that are not as they were written, with checksums that say they are."""

import gzip
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

from articles.keeping.archive import SUMS, Writer, members

Members = dict[str, bytes]


def content_of(file: Path) -> Members:
    """Return every member but the checksums, in order."""
    with file.open("rb") as opened:
        found = {member.name: member.file.read() for member in members(opened)}
    found.pop(SUMS)
    return found


def written(content: Members, file: Path) -> Path:
    """Write *content* as a copy whose checksums are right."""
    with file.open("w+b") as opened:
        writer = Writer(opened)
        for name, told in content.items():
            writer.add(name, told)
        writer.finish()
    return file


def forged(kept: Path, file: Path, change: Callable[[Members], object]) -> Path:
    """Write to *file* what *change* leaves of a copy."""
    content = content_of(kept)
    change(content)
    return written(content, file)


def change_facts(**said: object) -> Callable[[Members], object]:
    """Return a change of what the copy says about itself."""

    def change(content: Members) -> None:
        content["site.json"] = json.dumps(json.loads(content["site.json"]) | said).encode()

    return change


def change_rows(table: str, change: Callable[[list[list]], object]) -> Callable[[Members], object]:
    """Return a change of the rows of *table*; their number stays what the copy says."""
    name = f"tables/{table}/000001.jsonl.gz"

    def changed(content: Members) -> None:
        rows = [json.loads(line) for line in gzip.decompress(content[name]).splitlines()]
        change(rows)
        lines = [json.dumps(row).encode() + b"\n" for row in rows]
        content[name] = gzip.compress(b"".join(lines))

    return changed


def a_tar(file: Path, *entries: tarfile.TarInfo | tuple[str, bytes]) -> Path:
    """Write a tar of members that no copy has."""
    with tarfile.open(file, "w") as tar:
        for entry in entries:
            if isinstance(entry, tarfile.TarInfo):
                tar.addfile(entry)
            else:
                name, told = entry
                info = tarfile.TarInfo(name)
                info.size = len(told)
                tar.addfile(info, io.BytesIO(told))
    return file
