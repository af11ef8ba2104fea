"""What was asked for by mistake is refused with a sentence, and leaves everything as it was."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from articles.keeping.refusing import Silent
from articles.keeping.restoring import restore
from articles.keeping.state import known
from articles.models import Article, Channel, Generation
from tests.keeping.conftest import Kept
from tests.keeping.forging import change_facts, change_rows, forged
from tests.keeping.sites import Site, at, command, media_of

pytestmark = pytest.mark.django_db


def refused(*arguments: object, **options: Any) -> str:
    with pytest.raises(CommandError) as caught:
        command(*arguments, **options)
    return str(caught.value)


def test_a_file_that_is_there_stays(kept: Kept, tmp_path: Path) -> None:
    file = tmp_path / "site.tar"
    file.write_bytes(b"the only copy")
    with at(kept.site):
        assert "已经存在，没有覆盖" in refused("backup", file)
        assert file.read_bytes() == b"the only copy"

        assert "逐项核对无误" in command("backup", file, overwrite=True)
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["site.tar"]


@pytest.mark.one_database
def test_an_unclear_order_is_refused(kept: Kept, tmp_path: Path) -> None:
    with at(kept.site):
        for arguments in ((), (tmp_path / "a.tar", "--directory", tmp_path)):
            assert "二者选一" in refused("backup", *arguments)
        assert "至少是 1" in refused("backup", "--directory", tmp_path, "--keep", "0")
        assert "至少是 1" in refused("backup", tmp_path / "a.tar", "--keep", "3")
        assert "没有" in refused("backup", "--directory", tmp_path / "not mounted")
    assert list(tmp_path.iterdir()) == []


def test_content_is_not_lost_by_mistake(kept: Kept, empty_site: Site) -> None:
    with at(empty_site):
        Channel.objects.create(name="只在这里", slug="here")

        assert f"--overwrite {empty_site.name}" in refused("restore", kept.file)
        for wrong in ("--overwrite", f"--overwrite={kept.site.name}"):
            assert "没有恢复" in refused("restore", kept.file, wrong)
        assert [channel.name for channel in Channel.objects.all()] == ["只在这里"]
        assert media_of(empty_site) == {}

        Generation.objects.update(number=2**62)
        restore(kept.file, Silent(), overwrite=empty_site.name)
        assert not Channel.objects.filter(slug="here").exists()
        assert Generation.objects.current() > 2**62


@pytest.mark.one_database
def test_the_generation_is_one_that_no_reader_can_have(kept: Kept, empty_site: Site) -> None:
    with at(empty_site):
        restore(kept.file, Silent(), overwrite="")
        first = Generation.objects.current()
        restore(kept.file, Silent(), overwrite=empty_site.name)

        assert Generation.objects.current() > first > 1_700_000_000_000


@pytest.mark.one_database
def test_another_release_is_refused(kept: Kept, empty_site: Site, tmp_path: Path) -> None:
    newer = forged(
        kept.file,
        tmp_path / "newer.tar",
        change_facts(migrations=[*known(), "articles.9999_x"], release="9.0"),
    )
    lacking = sorted(known() - {"articles.0032_search_row_numbers"})
    older = forged(kept.file, tmp_path / "older.tar", change_facts(migrations=lacking))
    other = forged(kept.file, tmp_path / "other.tar", change_facts(tables=[]))
    with at(empty_site):
        assert "articles.9999_x：请换上那一版程序" in refused("restore", newer)
        assert "请先用那一版程序恢复" in refused("restore", older)
        assert "备份" in refused("restore", other)
        assert not Article.objects.exists()


@pytest.mark.one_database
def test_a_database_of_another_release_is_refused(
    kept: Kept, empty_site: Site, tmp_path: Path
) -> None:
    with at(empty_site):
        MigrationRecorder(connection).record_applied("articles", "9999_later")
        assert "数据库比程序新" in refused("backup", tmp_path / "a.tar")
        MigrationRecorder(connection).record_unapplied("articles", "9999_later")
        MigrationRecorder(connection).record_unapplied("articles", "0032_search_row_numbers")
        for asked in (("backup", tmp_path / "a.tar"), ("restore", kept.file)):
            assert "请先运行 manage.py migrate" in refused(*asked)
    assert list(tmp_path.glob("*.tar")) == list(tmp_path.glob(".*partial")) == []


BAD_ROWS: dict[str, tuple[str, Callable[[list[list]], object]]] = {
    "twice": ("articles_channel", lambda rows: rows.__setitem__(1, rows[0])),
    "too few columns": ("articles_channel", lambda rows: rows[0].pop()),
    "no row": ("articles_channel", lambda rows: rows.__setitem__(0, {"id": 1})),
    "no date": ("articles_workflowstep", lambda rows: rows[0].__setitem__(4, "x")),
    "points nowhere": ("articles_channel", lambda rows: rows[0].__setitem__(0, 999)),
    "not text": ("articles_channel", lambda rows: rows[0].__setitem__(1, {"a": []})),
}


@pytest.mark.parametrize("bad", BAD_ROWS.values(), ids=BAD_ROWS)
def test_a_failure_leaves_the_old_content(
    bad: tuple[str, Callable[[list[list]], object]],
    kept: Kept,
    old_site: Site,
    tmp_path: Path,
) -> None:
    file = forged(kept.file, tmp_path / "bad.tar", change_rows(*bad))
    with at(old_site):
        said = refused("restore", file, f"--overwrite={old_site.name}")

        assert "恢复不了" in said or "互相对不上" in said
        assert [channel.name for channel in Channel.objects.all()] == ["原来的"]
        assert media_of(old_site) == {"原来的.jpg": b"old"}
