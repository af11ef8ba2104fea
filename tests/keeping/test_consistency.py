"""A copy is of one moment, whatever editors do while it is made."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from articles.keeping.folder import unfinished
from articles.keeping.refusing import Silent
from articles.keeping.restoring import restore
from articles.keeping.writing import back_up
from articles.models import Article, Channel, PhotoCaption, StoredPicture
from articles.workflow.verifying import verify
from tests.builders import a_draft, a_published
from tests.keeping.conftest import Kept
from tests.keeping.sites import Site, Sites, at, connected
from tests.media.library import a_slot, an_orphan

pytestmark = pytest.mark.django_db


class Interrupted(Silent):
    """Lets others work at once when so many rows are written, as if they had been quicker."""

    def __init__(self, work: dict[str, Callable[[], object]], site: Site) -> None:
        self.work, self.site, self.what = work, site, ""

    def begin(self, what: str, total: int, unit: str) -> None:
        self.what = what

    def advance(self, done: int) -> None:
        if work := self.work.pop(self.what, None):
            with ThreadPoolExecutor(1) as others:
                others.submit(self.elsewhere, work).result(30)

    def elsewhere(self, work: Callable[[], object]) -> None:
        with connected(self.site):
            work()


def test_what_is_written_meanwhile_is_in_the_next_copy(
    empty_site: Site, sites: Sites, tmp_path: Path
) -> None:
    with at(empty_site):
        a_slot(draft := a_draft(title="之前的"), size=(64, 40), alt_text="厂房")
        gone = an_orphan().name

    def others() -> None:
        a_published(title="之后的")
        Article.objects.filter(pk=draft.pk).update(title="改过的")
        PhotoCaption.objects.all().delete()
        Channel.objects.update(name="改名的栏目")

    def cleaners() -> None:
        (empty_site.media / gone).unlink()
        (empty_site.media / "新来的.jpg").write_bytes(b"new")

    file, target = tmp_path / "site.tar", sites.new(tmp_path)
    with at(empty_site):
        work = {"数据": others, "文件": cleaners}
        copy = back_up(file, Interrupted(work, empty_site), overwrite=False)
        assert work == {}
    with at(target):
        restore(file, Silent(), overwrite="")
        assert [article.title for article in Article.objects.all()] == ["之前的"]
        assert PhotoCaption.objects.get().article.title == "之前的"
        assert Channel.objects.get().name == "园区动态"
        assert not any(verdict.faults for verdict in verify(Article.objects.all()))
        assert StoredPicture.objects.filter(name=gone).exists()
    assert copy.end.missing == [gone]
    assert not (target.media / "新来的.jpg").exists()


@pytest.mark.one_database
def test_two_copies_at_once_are_two_copies(empty_site: Site, tmp_path: Path) -> None:
    def another() -> None:
        back_up(tmp_path / "b.tar", Silent(), overwrite=False)

    with at(empty_site):
        a_published(title="一篇")
        progress = Interrupted({"数据": another}, empty_site)
        one = back_up(tmp_path / "a.tar", progress, overwrite=False)

    assert one.facts.rows > 0
    assert sorted(path.name for path in tmp_path.glob("*.tar")) == ["a.tar", "b.tar"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such locks")
def test_a_migration_waits_for_the_copy_and_is_not_half_in_it(kept: Kept, tmp_path: Path) -> None:
    def migrating() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
            with pytest.raises(Exception, match="lock timeout"):
                cursor.execute("ALTER TABLE articles_article ADD COLUMN x integer")

    with at(kept.site):
        back_up(tmp_path / "a.tar", Interrupted({"数据": migrating}, kept.site), overwrite=False)


def test_what_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    with unfinished(tmp_path / "a.tar") as (file, path):
        file.write(b"half")
        assert path.stat().st_mode & 0o777 == 0o600

    assert list(tmp_path.iterdir()) == []
