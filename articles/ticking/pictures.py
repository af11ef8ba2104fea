"""Renditions that are awaited are made: the disk was full, a restore left them out, a width is new."""

import logging
from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles import picture_library
from articles.imaging import Picture, dimensions, rendition_name, rendition_widths, renditions
from articles.picture_library import FOLDER
from articles.ticking.trouble import Trouble

log = logging.getLogger(__name__)
AT_ONCE = 20
# What cannot be read or written; Pillow raises many kinds for a broken file.
BROKEN = (OSError, ValueError, SyntaxError, EOFError, TypeError, ArithmeticError, MemoryError)


def make_awaited() -> str:
    """Make the WebP renditions that pictures lack, a portion at a time; say how many."""
    lacking = list(_lacking())
    made, failed = 0, []
    for name, awaited in lacking[:AT_ONCE]:
        try:
            made += _make(name, awaited)
        except BROKEN:
            log.exception("renditions of %s", name)
            failed.append(name)
    if failed:
        raise Trouble(f"{len(failed)} 幅图片的缩图没有做成：{'、'.join(failed[:5])}")
    left = max(0, len(lacking) - AT_ONCE)
    return f"补做 {made} 张缩图" + (f"，还有 {left} 幅图片待补" if left else "") if made else ""


def _lacking() -> Iterator[tuple[str, set[str]]]:
    """Yield each stored picture that lacks renditions, and their names; reads the folder once."""
    try:
        _, files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    names = {f"{FOLDER}/{file}" for file in files}
    for name in sorted(name for name in names if dimensions(name)):
        wanted = {rendition_name(name, width=width) for width in rendition_widths(name)}
        if awaited := wanted - names:
            yield name, awaited


def _make(name: str, awaited: set[str]) -> int:
    with default_storage.open(name) as file:
        data = file.read()
    width, height = dimensions(name)
    made = renditions(Picture(data, name, width, height))
    return sum(_store(rendition, made[rendition]) for rendition in sorted(awaited))


def _store(name: str, data: bytes) -> bool:
    """Store one rendition under exactly its name, unless somebody just did."""
    if default_storage.exists(name):
        return False
    stored = default_storage.save(name, ContentFile(data))
    if stored != name:  # two at once: the storage has given the second another name
        default_storage.delete(stored)
    return stored == name


def note_lost() -> str:
    """Note which files are gone or back, where readers' pages cannot ask for each."""
    gone, back = picture_library.note_lost()
    if gone:
        log.error("%s pictures are gone", gone)
    said = (f"发现 {gone} 幅图片的文件丢失" if gone else "", f"{back} 幅已找回" if back else "")
    return "，".join(filter(None, said))
