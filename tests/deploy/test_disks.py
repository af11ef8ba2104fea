"""A disk that is full or only to be read: refused in a sentence, nothing lost, pages stay."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.deploy.databases import SQLITE
from tests.deploy.editor import ADD, Editor, titles
from tests.deploy.faults import full, may_mount, read_only
from tests.deploy.front import Front

pytestmark = [
    pytest.mark.xdist_group("deploy"),
    pytest.mark.one_database,
    pytest.mark.skipif(not may_mount(), reason="only root may mount a small disk"),
]
PAGES = ("/", "/articles/20220001/", "/tags/")


def pages_stay(front: Front) -> bool:
    fresh = [f"{address}?disk" for address in PAGES]
    return {front.get(address).status for address in (*PAGES, *fresh)} == {200}


@pytest.mark.parametrize("fault", [full, read_only])
def test_no_picture_is_taken_that_cannot_be_kept(
    front: Front, editor: Editor, fault: Callable[[Path], AbstractContextManager]
) -> None:
    media = Path(front.environment["MEDIA_ROOT"])
    row = {"captions-TOTAL_FORMS": 1, "captions-0-kind": "photo", "captions-0-position": 1,
           "captions-0-caption": "厂房", "captions-0-tags": ""}  # fmt: skip
    fields = {**editor.fields, **row, "title": f"附图的稿件 {fault.__name__}"}

    with fault(media):
        loose = editor.upload()
        captioned = editor.upload(ADD, "captions-0-image", **fields)
        text_alone = editor.save(f"没有图的稿件 {fault.__name__}")
        assert pages_stay(front)

    assert json.loads(loose.body)["error"]["message"].startswith("图片没有保存：")
    assert captioned.status == 503
    assert "刚才提交的内容一点也没有保存" in captioned.text
    assert "Traceback" not in loose.text + captioned.text
    kept = titles(front.environment["DATABASE_URL"])
    assert fields["title"] not in kept
    assert text_alone.status == 302
    assert f"没有图的稿件 {fault.__name__}" in kept
    assert '"uploaded": 1' in editor.upload().text


def test_no_save_is_acknowledged_that_the_database_cannot_keep(
    front: Front, editor: Editor
) -> None:
    database = front.environment["DATABASE_URL"]
    if not database.startswith(SQLITE):
        pytest.skip("this server's data lie elsewhere")

    with full(Path(database.removeprefix(SQLITE)).parent):
        # The first ones may still find room in what SQLite has written once.
        replies = [editor.save(f"写不下的稿件 {number}") for number in range(12)]
        assert pages_stay(front)

    refused = [reply for reply in replies if reply.status != 302]
    assert refused
    assert {reply.status for reply in refused} == {503}
    assert all("刚才提交的内容一点也没有保存" in reply.text for reply in refused)
    assert editor.save("又写得下的稿件").status == 302
    kept = titles(database)
    assert set(editor.acknowledged) <= kept
    assert not set(editor.refused) & kept
