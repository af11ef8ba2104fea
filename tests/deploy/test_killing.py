"""Processes die without a word: readers notice nothing, and nothing acknowledged is lost."""

from collections.abc import Callable

import pytest

from tests.deploy.editor import Editor
from tests.deploy.faults import kill_workers, reload_application, reload_nginx, restart_server
from tests.deploy.front import Front
from tests.deploy.readers import Readings, read

pytestmark = pytest.mark.xdist_group("deploy")
KEPT = ("/", "/articles/20220001/", "/articles/20190001/", "/zh-hant/articles/20220001/")
MADE = ("/tags/?made={}", "/officials/?made={}")


@pytest.fixture(autouse=True)
def warmed(front: Front) -> None:
    for address in KEPT:
        assert front.get(address).status == 200


def suffered(
    front: Front, editor: Editor, addresses: tuple[str, ...], fault: Callable[[], object]
) -> tuple[Readings, set[str]]:
    """Return what readers got during the fault, and what was acknowledged and is lost."""
    lost: set[str] = set()
    readings = read(front, addresses, lambda: lost.update(editor.while_saving(fault)))
    return readings, lost


@pytest.mark.one_database
def test_workers_that_are_killed_are_missed_by_nobody(front: Front, editor: Editor) -> None:
    readings, lost = suffered(front, editor, KEPT, lambda: kill_workers(front, 3, 0.3))

    assert readings.share >= 0.99, readings
    assert not readings.traces
    assert not lost
    assert editor.save("工人重来之后的稿件").status == 302


def test_a_server_that_is_killed_comes_back_with_all_it_acknowledged(
    front: Front, editor: Editor
) -> None:
    assert editor.save("断电之前的稿件").status == 302

    readings, lost = suffered(front, editor, KEPT, lambda: restart_server(front))

    assert readings.share >= 0.95, readings
    assert not readings.traces
    assert not lost
    assert editor.save("重启之后的稿件").status == 302


@pytest.mark.one_database
def test_a_reload_fails_nobody(front: Front, editor: Editor) -> None:
    before = len(editor.refused)

    def both() -> None:
        reload_application(front)
        reload_nginx(front)

    readings, lost = suffered(front, editor, KEPT + MADE, both)

    assert readings.share == 1, readings
    assert not lost
    assert editor.refused[before:] == []
