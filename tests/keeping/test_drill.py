"""The drill: what is put back is what was there, page by page, file by file, row by row."""

import hashlib
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from articles.audit import chain, protection
from articles.keeping.tables import kept_models
from articles.models import AuditEntry, Official
from articles.search.rebuilding import differences
from tests.keeping.conftest import LOST, Kept
from tests.keeping.sites import Site, at, command, media_of
from tests.page_kinds import PAGE_KINDS

MOVED = {"articles_auditentry", "articles_auditchain", "articles_generation"}
pytestmark = pytest.mark.django_db
DESK = ("article", "official", "photocaption", "tag", "feedback")
LOCATION = re.compile(rb"<loc>http://testserver([^<]+)</loc>")
TOKEN = re.compile(rb'<input type="hidden"[^>]*>')  # of the moment


def rows_of(site: Site) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row that is kept; the trail without what the commands themselves add."""
    with at(site):
        tables = {
            model._meta.db_table: list(model._base_manager.order_by("pk").values_list())
            for model in kept_models()
        }
        tables["articles_auditentry"] = list(
            AuditEntry.objects.exclude(action__in=("export", "operate"))
            .order_by("pk")
            .values_list()
        )
    return {
        name: rows for name, rows in tables.items() if name not in MOVED - {"articles_auditentry"}
    }


def addresses(client: Client) -> list[str]:
    """Return a page of every kind in both scripts, and the sitemap's: of tags some, of others all."""
    index = client.get("/sitemap.xml").content
    parts = [place.decode() for place in LOCATION.findall(index)]
    found = [place for part in parts for place in LOCATION.findall(client.get(part).content)]
    simplified = [one.decode() for one in found if not one.startswith(b"/zh-hant/")]
    tags = [one for one in simplified if one.startswith("/tags/")]
    others = [one for one in simplified if one not in tags]
    kinds = PAGE_KINDS.values()
    return sorted({*parts, *others, *tags[::8], *kinds, *(f"/zh-hant{one}" for one in kinds)})


def pages_of(site: Site) -> dict[str, str]:
    """Return the hash of every public page, and of what lies on the desk."""
    pages = {}
    with at(site):
        client = Client()
        for address in addresses(client):
            reply = client.get(address)
            pages[address] = f"{reply.status_code} {_digest(reply.content)}"
        client.force_login(User.objects.get(username="root"))
        for model in DESK:
            pages[model] = _digest(client.get(f"/admin/articles/{model}/").content)
    return pages


def _digest(page: bytes) -> str:
    return hashlib.sha256(TOKEN.sub(b"", page)).hexdigest()


def assert_same(site: Site, kept: Kept) -> None:
    assert rows_of(site) == rows_of(kept.site)
    files = media_of(kept.site)
    assert media_of(site) == {name: files[name] for name in files if name != ".gitkeep"}
    before, after = pages_of(kept.site), pages_of(site)
    assert len(before) > 100
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


def test_numbers_that_were_given_out_are_not_given_again(kept: Kept, empty_site: Site) -> None:
    with at(empty_site):
        command("restore", kept.file)
        deleted = AuditEntry.objects.get(kind="articles.official", action="delete")

        assert Official.objects.create(name="新来的").pk == int(deleted.key) + 1
