"""The drill: what is put back is what was there, page by page, file by file, row by row."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from articles.audit import chain, protection
from articles.models import AuditEntry, Official
from articles.search.rebuilding import differences
from tests.keeping.conftest import LOST, Kept
from tests.keeping.sites import Site, at, bare_site, command, media_of, rows_of
from tests.page_kinds import PAGE_KINDS

pytestmark = pytest.mark.django_db
DESK = ("article", "official", "photocaption", "tag", "feedback")
LOCATION = re.compile(rb"<loc>http://testserver([^<]+)</loc>")
TOKEN = re.compile(rb'<input type="hidden"[^>]*>')  # of the moment


def addresses(client: Client) -> list[str]:
    """Return a page of every kind in both scripts; on SQLite the sitemap's too, of tags some."""
    kinds = {*PAGE_KINDS.values(), *(f"/zh-hant{one}" for one in PAGE_KINDS.values())}
    if connection.vendor != "sqlite":  # the rows are the same; the pages then need no more proof
        return sorted(kinds)
    index = client.get("/sitemap.xml").content
    parts = [place.decode() for place in LOCATION.findall(index)]
    found = [place for part in parts for place in LOCATION.findall(client.get(part).content)]
    simplified = [one.decode() for one in found if not one.startswith(b"/zh-hant/")]
    tags = [one for one in simplified if one.startswith("/tags/")]
    others = [one for one in simplified if one not in tags]
    return sorted({*parts, *others, *tags[::8], *kinds})


def pages_of(site: Site, some: Iterable[str] = ()) -> dict[str, str]:
    """Return the hash of every public page, or of some, and of what lies on the desk."""
    pages = {}
    with at(site):
        client = Client()
        for address in some or addresses(client):
            reply = client.get(address)
            pages[address] = f"{reply.status_code} {_digest(reply.content)}"
        client.force_login(User.objects.get(username="root"))
        for model in DESK:
            pages[model] = _digest(client.get(f"/admin/articles/{model}/").content)
    return pages


def _digest(page: bytes) -> str:
    return hashlib.sha256(TOKEN.sub(b"", page)).hexdigest()


def assert_same(site: Site, kept: Kept) -> None:
    assert rows_of(site) == kept.rows
    files = media_of(kept.site)
    assert media_of(site) == {name: files[name] for name in files if name != ".gitkeep"}
    before, after = pages_of(kept.site), pages_of(site)
    assert len(before) > 50
    assert {one: page for one, page in after.items() if page != before.get(one)} == {}
    assert before.keys() == after.keys()


def test_everything_comes_back(kept: Kept, empty_site: Site) -> None:
    with at(empty_site):
        said = command("restore", kept.file)
        assert "审计链完好，与备份时一致" in said
        assert "签名全部相符" in said
        assert chain.verify().broken is None
        assert protection.is_installed(connection)
        assert list(differences()) == []
        assert not Session.objects.exists()
        assert AuditEntry.objects.filter(note__startswith="恢复备份").count() == 1
    assert LOST in kept.said
    assert_same(empty_site, kept)
    with at(empty_site):  # a number that was given out is not given again
        deleted = AuditEntry.objects.get(kind="articles.official", action="delete")
        assert Official.objects.create(name="新来的").pk == int(deleted.key) + 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="needs both databases")
def test_a_site_moves_to_the_other_database_and_back(
    kept: Kept, empty_site: Site, tmp_path: Path
) -> None:
    small, file = bare_site(tmp_path), tmp_path / "small.tar"
    with at(small):
        command("restore", kept.file)
        assert connection.vendor == "sqlite"
        assert protection.is_installed(connection)
        assert list(differences()) == []
        command("backup", file)
    with at(empty_site):
        command("restore", file)
        assert list(differences()) == []

    assert rows_of(small) == rows_of(empty_site) == kept.rows
    assert media_of(small) == media_of(empty_site)
    assert pages_of(small, PAGE_KINDS.values()) == pages_of(empty_site, PAGE_KINDS.values())
