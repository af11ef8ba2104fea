"""Pictures and other files: wherever they lie, none is lost and none written over unasked."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, default_storage
from django.test import override_settings

from articles.keeping.checking import check_file
from articles.keeping.refusing import Refused, Silent
from articles.keeping.restoring import restore
from articles.keeping.writing import back_up
from articles.models import Channel
from tests.keeping.conftest import Kept
from tests.keeping.forging import content_of
from tests.keeping.sites import Site, at, media_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PHOTO = "未登记/照片 1.jpg"
ELSEWHERE = {
    "default": {"BACKEND": "tests.keeping.test_files.Elsewhere"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


class Elsewhere(Storage):
    """Like an S3: its files have no path."""

    kept: dict[str, bytes] = {}

    def _open(self, name: str, mode: str) -> File:
        return ContentFile(self.kept[name], name)

    def _save(self, name: str, content: File) -> str:
        content.seek(0)
        self.kept[name] = content.read()
        return name

    def exists(self, name: str) -> bool:
        return name in self.kept

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        below = [name.removeprefix(path).strip("/") for name in self.kept if name.startswith(path)]
        folders = {name.partition("/")[0] for name in below if "/" in name}
        return sorted(folders), [name for name in below if "/" not in name]


def test_a_folder_that_outlived_its_database_is_taken_as_it_is(
    kept: Kept, empty_site: Site
) -> None:
    files = media_of(kept.site)
    for name, told in files.items():
        (empty_site.media / name).parent.mkdir(exist_ok=True)
        (empty_site.media / name).write_bytes(told)
    (empty_site.media / "另外的.jpg").write_bytes(b"more")
    with at(empty_site):
        _, done = restore(kept.file, Silent(), overwrite="")

    assert (done.new, done.replaced, done.there) == ([], [], len(files) - 1)
    assert media_of(empty_site) == {**files, "另外的.jpg": b"more"}


def test_other_bytes_of_the_same_name_are_replaced_only_when_told(
    kept: Kept, empty_site: Site
) -> None:
    (empty_site.media / "未登记").mkdir()
    (empty_site.media / PHOTO).write_bytes(b"other")
    with at(empty_site):
        with pytest.raises(Refused, match="内容不同的"):
            restore(kept.file, Silent(), overwrite="")
        assert media_of(empty_site) == {PHOTO: b"other"}
        assert not Channel.objects.exists()

        _, done = restore(kept.file, Silent(), overwrite=empty_site.name)
    assert done.replaced == [PHOTO]
    assert media_of(empty_site)[PHOTO] == media_of(kept.site)[PHOTO]


def test_files_need_not_lie_on_a_disk(kept: Kept, empty_site: Site, tmp_path: Path) -> None:
    with at(empty_site), override_settings(STORAGES=ELSEWHERE):
        restore(kept.file, Silent(), overwrite="")
        assert default_storage.open(PHOTO).read() == media_of(kept.site)[PHOTO]
        default_storage.save("另外的.jpg", ContentFile(b"more"))
        back_up(tmp_path / "again.tar", Silent(), overwrite=False)

    before, after = content_of(kept.file), content_of(tmp_path / "again.tar")
    assert after.pop("media/另外的.jpg") == b"more"
    assert {name for name in before if name.startswith("media/")} == {
        name for name in after if name.startswith("media/")
    }


def test_names_that_no_file_should_have_are_said_and_left(empty_site: Site, tmp_path: Path) -> None:
    good = ("好\u3000的.jpg", "1:1?.jpg", "长" * 80, "𠮷 e\u0301.jpg")
    for name in ("a\nb.jpg", "c\\d.jpg", ".hidden", *good):
        (empty_site.media / name).write_bytes(b"x")
    with at(empty_site):
        copy = back_up(tmp_path / "site.tar", Silent(), overwrite=False)

    assert copy.end.skipped == ["a\nb.jpg", "c\\d.jpg"]
    assert check_file(tmp_path / "site.tar", Silent()).end.files == len(good)


def test_no_copy_is_put_where_readers_ask_for_files(empty_site: Site) -> None:
    with at(empty_site), pytest.raises(Refused, match="在媒体文件夹里"):
        back_up(empty_site.media / "site.tar", Silent(), overwrite=False)
    assert media_of(empty_site) == {}
