"""A migration while people read and write: nobody is refused, nothing is lost."""

import pytest

from tests.deploy.editor import Editor
from tests.deploy.front import Front
from tests.deploy.readers import read
from tests.deploy.rendering import ROOT

pytestmark = pytest.mark.xdist_group("deploy")
ADDRESSES = ("/", "/articles/20220001/", "/tags/?made={}", "/articles/20190001/?made={}")


def test_the_last_migration_goes_back_and_forth_under_load(front: Front, editor: Editor) -> None:
    names = sorted(path.stem for path in (ROOT / "articles" / "migrations").glob("0*.py"))
    lost: set[str] = set()

    def back_and_forth() -> None:
        front.manage("migrate", "articles", names[-2], "--verbosity", "0")
        front.manage("migrate", "articles", "--verbosity", "0")

    readings = read(front, ADDRESSES, lambda: lost.update(editor.while_saving(back_and_forth)))

    assert readings.share == 1, readings
    assert not lost
    assert editor.save("迁移之后的稿件").status == 302
    assert '"migrations": "ok"' in front.get("/readyz").text
