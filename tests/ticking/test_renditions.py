"""A picture that lost its renditions gets them back, under their names, and nothing else moves."""

import os
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from articles.imaging import clean_picture, rendition_name, rendition_widths
from articles.models.picture_field import store_picture
from articles.ticking import pictures
from articles.ticking.trouble import Trouble
from tests.builders import a_picture

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def stored(size: tuple[int, int] = (640, 400)) -> tuple[str, list[str]]:
    picture = clean_picture(a_picture(size), filename="a.jpg")
    name = store_picture(picture, default_storage)
    return name, [rendition_name(name, width=width) for width in rendition_widths(name)]


def on_disk() -> dict[str, bytes]:
    folder = Path(default_storage.path("pictures"))
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_what_is_lost_is_made_again_as_it_was() -> None:
    _, renditions = stored()
    before = on_disk()
    for name in renditions:
        default_storage.delete(name)

    assert pictures.make_awaited() == "补做 2 张缩图"

    assert on_disk() == before
    assert pictures.make_awaited() == ""


def test_one_missing_width_leaves_the_others_untouched() -> None:
    _, (small, large) = stored()
    stamp = os.stat(default_storage.path(large)).st_mtime_ns
    default_storage.delete(small)

    assert pictures.make_awaited() == "补做 1 张缩图"

    assert os.stat(default_storage.path(large)).st_mtime_ns == stamp


def test_who_comes_second_leaves_no_second_file(monkeypatch: pytest.MonkeyPatch) -> None:
    _, (small, _) = stored()
    before = on_disk()
    # It appears between the question and the writing.
    answers = [False, True, False]
    monkeypatch.setattr(default_storage, "exists", lambda name: answers.pop(0))

    assert not pictures._store(small, b"another")

    assert on_disk() == before


def test_a_broken_file_is_named_and_the_others_are_made(caplog: pytest.LogCaptureFixture) -> None:
    broken, renditions = stored()
    _, others = stored()
    for name in (*renditions, *others):
        default_storage.delete(name)
    Path(default_storage.path(broken)).write_bytes(b"no picture")

    with pytest.raises(Trouble, match=f"1 幅图片的缩图没有做成：{broken}"):
        pictures.make_awaited()

    assert all(map(default_storage.exists, others))


def test_a_portion_at_a_time_and_an_empty_folder_is_no_trouble(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert pictures.make_awaited() == ""
    for _ in range(3):
        for name in stored((40, 30))[1]:
            default_storage.delete(name)
    monkeypatch.setattr(pictures, "AT_ONCE", 2)

    assert pictures.make_awaited() == "补做 2 张缩图，还有 1 幅图片待补"
    assert pictures.make_awaited() == "补做 1 张缩图"
