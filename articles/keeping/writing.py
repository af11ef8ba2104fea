"""Makes a copy: one moment of the database, and every file its rows name."""

import gzip
import os
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, BinaryIO

from django.db import DatabaseError, connection, models
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.keeping import media, state
from articles.keeping.archive import CHUNK, END, MEDIA, SITE, Writer, is_plain, part_name
from articles.keeping.checking import Copy, check
from articles.keeping.facts import End, Facts, Table
from articles.keeping.folder import give_name, unfinished
from articles.keeping.refusing import Progress, Refused
from articles.keeping.snapshot import ALIAS, snapshot
from articles.keeping.tables import Model, columns_of, fields_of, kept_models, last_id
from articles.keeping.values import line_of
from articles.models import AuditChain, Generation

ROWS_AT_ONCE = 100
PART_BYTES = 4 * CHUNK
IN_MEMORY = 16 * CHUNK  # a file that is larger waits on the disk until its size is known


def back_up(target: Path, progress: Progress, *, overwrite: bool) -> Copy:
    """Write a copy of the site to *target*, read it again, and return what it holds.

    A file of that name appears whole or not at all; one that is there stays, unless it is to
    be overwritten. Raises Refused.
    """
    if target.exists() and not overwrite:
        raise Refused(f"{target} 已经存在，没有覆盖；要覆盖它，请加 --overwrite。")
    if media.is_below(target):
        raise Refused(f"{target} 在媒体文件夹里，读者可能拿得到，没有备份：请换一个目录。")
    try:
        state.refuse_unless_migrated(connection)
        with unfinished(target) as (file, path):
            _write(file, target.parent, progress)
            file.flush()
            os.fsync(file.fileno())
            copy = check(file, progress)
            give_name(path, target, overwrite=overwrite)
    except DatabaseError as error:
        raise Refused(f"没有备份成功，数据库出错：{str(error).strip()}") from error
    except OSError as error:
        raise Refused(
            f"没有备份成功：{error.strerror or error}（{error.filename or target}）。"
        ) from error
    return copy


def _write(file: BinaryIO, folder: Path, progress: Progress) -> None:
    with snapshot() as seen:
        state.refuse_unless_migrated(seen)
        writer, facts = Writer(file), _facts(seen)
        writer.add(SITE, facts.as_json())
        files = media.names()  # after the moment was taken: what its rows name is among them
        named = _Named({*files})
        progress.begin("数据", facts.rows, "行")
        for model in kept_models():
            _write_table(writer, model, named, progress)
    _write_files(writer, files, named, folder, progress)
    writer.finish()


def _facts(seen: BaseDatabaseWrapper) -> Facts:
    end = AuditChain.objects.using(ALIAS).filter(pk=AuditChain.ONLY).first() or AuditChain()
    return Facts(
        made_at=datetime.now(UTC).isoformat(),
        release=state.release(),
        database=seen.vendor,
        migrations=sorted(state.applied(seen)),
        tables=[
            Table(
                model._meta.db_table,
                columns_of(model),
                model._base_manager.using(ALIAS).count(),
                last_id(seen, model),
            )
            for model in kept_models()
        ],
        generation=Generation.objects.db_manager(ALIAS).current(),
        audit_number=end.number,
        audit_hash=end.hash,
    )


@dataclass
class _Named:
    """The files found in the folder, and those that rows name in vain."""

    there: set[str]
    missing: set[str] = field(default_factory=set)

    def look_at(self, name: str) -> None:
        if name and name not in self.there:
            self.missing.add(name)


def _write_table(writer: Writer, model: Model, named: _Named, progress: Progress) -> None:
    fields = fields_of(model)
    naming = [at for at, one in enumerate(fields) if _names_a_file(one)]
    rows = model._base_manager.using(ALIAS).order_by("pk").values_list(*(f.attname for f in fields))
    parts = _Parts(writer, model._meta.db_table)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        for at in naming:
            named.look_at(row[at])
        parts.add(line_of(row))
        progress.advance(1)
    parts.close()


class _Parts:
    """The rows of one table, compressed and written whenever they have become many."""

    def __init__(self, writer: Writer, table: str) -> None:
        self._writer, self._table = writer, table
        self._number, self._part = 0, bytearray()

    def add(self, line: bytes) -> None:
        self._part += line
        if len(self._part) >= PART_BYTES:
            self.close()

    def close(self) -> None:
        if self._part:
            self._number += 1
            name = part_name(self._table, self._number)
            self._writer.add(name, gzip.compress(self._part, 6, mtime=0))
            self._part.clear()


def _names_a_file(column: models.Field) -> bool:
    registered = column.model._meta.label == "articles.StoredPicture" and column.name == "name"
    return registered or isinstance(column, models.FileField)


def _write_files(
    writer: Writer, files: list[str], named: _Named, folder: Path, progress: Progress
) -> None:
    progress.begin("文件", len(files), "个")
    taken = size = 0
    skipped = [name for name in files if not is_plain(name)]
    for name in files:
        progress.advance(1)
        if not is_plain(name):
            continue
        length = _write_file(writer, name, folder)
        if length is None:
            named.missing.add(name)
            continue
        taken, size = taken + 1, size + length
    plain = [name.encode(errors="replace").decode() for name in skipped]
    writer.add(END, End(taken, size, sorted(named.missing), plain).as_json())


def _write_file(writer: Writer, name: str, folder: Path) -> int | None:
    """Add one file, as it is when read to its end; None when it has gone."""
    stored = media.open_file(name)
    if stored is None:
        return None
    with stored, tempfile.SpooledTemporaryFile(IN_MEMORY, dir=folder) as held:
        length = _copy(stored, held)
        writer.add_file(f"{MEDIA}{name}", held, length, media.changed_at(name))
    return length


def _copy(source: IO[bytes], target: IO[bytes]) -> int:
    while chunk := source.read(CHUNK):
        target.write(chunk)
    length = target.tell()
    target.seek(0)
    return length
