"""Puts a copy back: all of it, or nothing."""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from articles.audit import Action, Category, chain, record
from articles.keeping import media, state, target
from articles.keeping.archive import MEDIA, TABLES, Member, members
from articles.keeping.checking import Copy, check
from articles.keeping.facts import Facts
from articles.keeping.refusing import Progress, Refused
from articles.models import Generation


@dataclass
class Files:
    """What became of the copy's files."""

    new: list[str] = field(default_factory=list)
    there: int = 0
    replaced: list[str] = field(default_factory=list)


def restore(path: Path, progress: Progress, *, overwrite: str) -> tuple[Copy, Files]:
    """Put the copy into the database of the settings and the media folder; return what was done.

    Both must be empty of it, unless *overwrite* names the database: then what the database
    holds goes, and files of the same name with other bytes are replaced. Raises Refused; the
    old content then stands as it was. The search is left empty: rebuild it afterwards.
    """
    try:
        with path.open("rb") as file:
            return _restore(file, progress, overwrite)
    except DatabaseError as error:
        raise Refused(f"没有恢复，数据库出错：{str(error).strip()}") from error
    except OSError as error:
        raise Refused(
            f"没有恢复：{error.strerror or error}（{error.filename or path}）。"
        ) from error


def _restore(file: BinaryIO, progress: Progress, overwrite: str) -> tuple[Copy, Files]:
    before = os.fstat(file.fileno())
    copy = check(file, progress)
    state.refuse_other_release(copy.facts.migrations, copy.facts.release)
    target.refuse_other_tables(copy.facts)
    target.prepare(overwrite=overwrite)
    files = Files()
    try:
        _store_files(file, copy, files, progress, replace=bool(overwrite))
        with transaction.atomic():
            _fill(file, copy, progress, overwrite)
            after = os.fstat(file.fileno())
            if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
                raise Refused("备份文件在恢复时被改动了，没有恢复。")
    except BaseException:
        media.remove(files.new)
        raise
    _replace_files(file, files.replaced)
    _analyze()
    return copy, files


def _fill(file: BinaryIO, copy: Copy, progress: Progress, overwrite: str) -> None:
    target.lock()
    if not overwrite:
        target.refuse_unless_empty()  # somebody may have been faster
    generation = Generation.objects.db_manager(connection.alias).current()
    progress.begin("数据", copy.facts.rows, "行")
    target.fill(copy.facts, _those(file, TABLES), progress)
    _move_generation(generation)
    record(Category.SYSTEM, Action.OPERATE, note=_note(copy.facts))


def _move_generation(before: int) -> None:
    """Give the site a generation that neither it nor the copy's site ever had.

    After the moment of the copy its site went on, nobody knows how far; its readers may hold
    pages of that time. Counted from the clock in milliseconds, no site moves faster.
    """
    generations = Generation.objects.db_manager(connection.alias)
    number = max(before + 1, generations.current() + 1, time.time_ns() // 1_000_000)
    generations.update_or_create(pk=Generation.ONLY, defaults={"number": number})


def _note(facts: Facts) -> str:
    return (
        f"恢复备份：{facts.moment:%Y-%m-%d %H:%M:%S %Z} 的备份，{facts.rows} 行，"
        f"当时的审计链尾 {facts.audit_number}:{facts.audit_hash}"
    )


def _those(file: BinaryIO, prefix: str) -> Iterator[Member]:
    return (member for member in members(file) if member.name.startswith(prefix))


def _store_files(
    file: BinaryIO, copy: Copy, files: Files, progress: Progress, *, replace: bool
) -> None:
    progress.begin("文件", copy.end.files, "个")
    for member in _those(file, MEDIA):
        name = member.name.removeprefix(MEDIA)
        same = media.holds(member, name)
        if same is None:
            media.put(member, name)
            files.new.append(name)
        elif same:
            files.there += 1
        elif replace:
            files.replaced.append(name)
        else:
            raise Refused(f"媒体文件夹 {media.where()} 里已有内容不同的 {name}，没有恢复。")
        progress.advance(1)
    os.sync()  # rows must not name what a power cut takes away


def _replace_files(file: BinaryIO, names: list[str]) -> None:
    """Replace files whose bytes differ, once the rows stand that name them."""
    if not names:
        return
    wanted = {*names}
    for member in _those(file, MEDIA):
        if (name := member.name.removeprefix(MEDIA)) in wanted:
            try:
                default_storage.delete(name)
                media.put(member, name)
            except OSError as error:
                raise Refused(
                    f"数据已恢复，但文件 {name} 没有换成备份里的：{error.strerror or error}。"
                    "请排除原因，再恢复一次。"
                ) from error


def _analyze() -> None:
    """Let the planner know the new rows now; it would learn of them by itself, later."""
    if connection.vendor == "postgresql":
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def proof(facts: Facts) -> str:
    """Return what is wrong with the audit trail as it was put back; "" when nothing is."""
    if chain.hash_of(facts.audit_number) != facts.audit_hash:
        return "审计链的末尾与备份时记下的不同"
    verdict = chain.verify()
    return "" if verdict.broken is None else f"审计链在第 {verdict.broken} 条断开：{verdict.reason}"
