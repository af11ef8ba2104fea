"""``verify`` finds whatever is not as it was written, and is not taken in by forged files."""

import gzip
import os
import random
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError

from articles.keeping import checking
from articles.keeping.checking import check_file
from articles.keeping.refusing import Damaged, Silent
from tests.keeping.conftest import Kept
from tests.keeping.forging import Members, a_tar, change_facts, content_of, forged
from tests.keeping.sites import command

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ARTICLES = "tables/articles_article/000001.jsonl.gz"


def fault(file: Path) -> str:
    with pytest.raises(Damaged) as caught:
        check_file(file, Silent())
    return str(caught.value)


def test_a_whole_copy_is_said_to_be_whole(kept: Kept) -> None:
    said = command("verify", kept.file)

    assert "备份完好" in said
    assert "审计链尾" in said
    assert "个文件有记录而磁盘上没有" in said


def test_every_flipped_bit_is_found_or_lies_between_the_members(kept: Kept, tmp_path: Path) -> None:
    whole, chance = kept.file.read_bytes(), random.Random(5)
    file, content = tmp_path / "flipped.tar", content_of(kept.file)
    found = 0
    for place in [0, 100, 124, 156, *(chance.randrange(len(whole)) for _ in range(60))]:
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        try:
            check_file(file, Silent())
        except Damaged:
            found += 1
        else:
            assert content_of(file) == content, place
    assert found > 30


def test_a_broken_off_copy_is_no_copy(kept: Kept, tmp_path: Path) -> None:
    whole, file = kept.file.read_bytes(), tmp_path / "short.tar"
    with tarfile.open(kept.file) as tar:
        ends = [info.offset for info in tar.getmembers()]
    for length in [0, 1, 511, 512, 600, *ends, len(whole) // 2]:
        file.write_bytes(whole[:length])
        assert "备份" in fault(file)


def test_the_damaged_part_is_named(kept: Kept, tmp_path: Path) -> None:
    with tarfile.open(kept.file) as tar:
        photo = tar.getmember("media/未登记/照片 1.jpg").offset_data
    whole = kept.file.read_bytes()
    file = tmp_path / "flipped.tar"
    file.write_bytes(whole[:photo] + b"?" + whole[photo + 1 :])

    with pytest.raises(CommandError, match=r"media/未登记/照片 1.jpg 与它的校验值不符"):
        command("verify", file)


FORGERIES: dict[str, Callable[[Members], object]] = {
    "a row too few": lambda it: it.update({ARTICLES: gzip.compress(b"[]\n")}),
    "a table too few": lambda it: it.pop(ARTICLES),
    "a table unknown": lambda it: it.update({"tables/x/000001.jsonl.gz": b""}),
    "parts out of order": lambda it: it.update({ARTICLES: it.pop(ARTICLES)}),
    "a way out": lambda it: it.update({"media/../../etc/cron.d/x": b"", "end.json": it.pop("end.json")}),
    "a file at the root": lambda it: it.update({"media//etc/x": b"", "end.json": it.pop("end.json")}),
    "a hidden file": lambda it: it.update({"media/.htaccess": b"", "end.json": it.pop("end.json")}),
    "a file uncounted": lambda it: it.update({"media/\U0010ffff": b"x", "end.json": it.pop("end.json")}),
    "another format": change_facts(format=2),
    "no sense": change_facts(tables=[{"name": 1}]),
    "rows below none": change_facts(generation=-1),
    "no JSON": lambda it: it.update({"site.json": b"[" * 100_000}),
    "something else": lambda it: it.update({"end.json": b"{}"}),
    "too much": lambda it: it.update({"more": b""}),
    "not packed": lambda it: it.update({ARTICLES: b"[1]\n"}),
    "packed twice": lambda it: it.update({ARTICLES: it[ARTICLES] * 2}),
}  # fmt: skip


@pytest.mark.parametrize("change", FORGERIES.values(), ids=FORGERIES)
def test_right_checksums_do_not_make_a_copy(
    change: Callable[[Members], object], kept: Kept, tmp_path: Path
) -> None:
    assert "备份" in fault(forged(kept.file, tmp_path / "forged.tar", change))


def test_a_bomb_is_put_down_before_it_fills_anything(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "LARGEST_PART", 1_000_000)
    bomb = gzip.compress(b"\n" * 20_000_000)

    assert "大得不合常理" in fault(
        forged(kept.file, tmp_path / "bomb.tar", lambda it: it.update({ARTICLES: bomb}))
    )


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE]
)
def test_only_plain_files_are_read(kind: bytes, tmp_path: Path) -> None:
    link = tarfile.TarInfo("site.json")
    link.type, link.linkname = kind, "/etc/passwd"

    assert "不该有的内容" in fault(a_tar(tmp_path / "link.tar", link))


@pytest.mark.parametrize("size", [-1, -512, 2**62])
def test_sizes_that_cannot_be_are_refused(size: int, tmp_path: Path) -> None:
    head = tarfile.TarInfo("x")
    for kind in (tarfile.REGTYPE, tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME):
        head.size, head.type = size, kind
        file = tmp_path / "size.tar"
        file.write_bytes(head.tobuf(tarfile.GNU_FORMAT) + b"\0" * 2048)
        assert "备份" in fault(file)


def test_what_is_no_tar_is_refused(tmp_path: Path) -> None:
    for told in (b"", b"PK\3\4" + os.urandom(5000), b"\0" * 20_000, "文字".encode() * 5000):
        (tmp_path / "x.tar").write_bytes(told)
        assert "不是本网站的备份文件" in fault(tmp_path / "x.tar")
    with pytest.raises(CommandError, match="读不了"):
        command("verify", tmp_path / "none.tar")
