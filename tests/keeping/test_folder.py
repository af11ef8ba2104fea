"""The nightly job: dated copies in one folder, of which the latest stay."""

import fcntl
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from articles.keeping.folder import dated, give_name, tidy
from articles.keeping.refusing import Refused
from articles.models import AuditEntry
from tests.keeping.sites import Site, at, command

NOW = datetime(2026, 11, 21, 3, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
OTHERS = ("site.tar", "gaoxin-2020.tar", "gaoxin-20200101-030000.tar.gpg")


@pytest.mark.one_database
@pytest.mark.django_db
def test_every_night_makes_a_copy_and_the_latest_stay(empty_site: Site, tmp_path: Path) -> None:
    for name in ("gaoxin-20200101-033000.tar", "gaoxin-20200102-033000.tar", *OTHERS):
        (tmp_path / name).write_bytes(b"old")
    with at(empty_site):
        said = command("backup", directory=tmp_path, keep=2)
        notes = AuditEntry.objects.filter(action="export").values_list("note", flat=True)
        assert notes.get() == "备份整个网站：" + max(
            path.name for path in tmp_path.glob("gaoxin-*[0-9].tar")
        )

    left = {path.name for path in tmp_path.glob("*.tar*")}
    assert "删除了 1 份旧备份，留下最近 2 份" in said
    assert left > {"gaoxin-20200102-033000.tar", *OTHERS}
    assert len(left) == 5


def test_names_of_one_second_are_two_names(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        names.append(dated(tmp_path, NOW))
        names[-1].touch()

    assert [path.name for path in names] == [
        "gaoxin-20261121-033000.tar",
        "gaoxin-20261121-033000-2.tar",
        "gaoxin-20261121-033000-3.tar",
    ]
    assert tidy(tmp_path, 1) == names[:2]


def test_who_comes_second_to_a_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "new").write_bytes(b"new")
    (tmp_path / "a.tar").write_bytes(b"old")

    with pytest.raises(Refused, match="已经存在"):
        give_name(tmp_path / "new", tmp_path / "a.tar", overwrite=False)

    assert (tmp_path / "a.tar").read_bytes() == b"old"


def test_what_dead_runs_left_goes_and_what_is_being_written_stays(tmp_path: Path) -> None:
    dead, alive = (tmp_path / f".gaoxin-20261121-03300{n}.tar.x.partial" for n in (1, 2))
    for path in (dead, alive):
        path.touch()
    with alive.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        tidy(tmp_path, 1)

    assert list(tmp_path.iterdir()) == [alive]
