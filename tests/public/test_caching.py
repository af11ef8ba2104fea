"""The generation is the ETag; pages set no cookie and vary on address and encoding only."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import SiteIdentity
from tests.builders import a_draft, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
ADDRESSES = (
    "/", "/articles/20220001/", "/articles/20220001/source/", "/tags/", "/tags/xin-cai-liao/",
    "/officials/", "/enterprises/", "/photos/", "/photos/20220001-1/", "/archive/", "/site-map/",
    "/channels/yuan-qu-dong-tai/", "/feeds/articles.xml", "/sitemap.xml", "/zh-hant/",
    "/sitemap-articles.xml", "/feeds/tags/xin-cai-liao.xml", "/feedback/replies/", "/figures/",
    "/zh-hant/articles/20220001/", "/search/?q=高新",
)  # fmt: skip


def test_public_pages_are_cacheable_by_anyone(client: Client) -> None:
    for address in ADDRESSES:
        response = client.get(address)

        assert response.status_code == 200, address
        assert not response.cookies, address
        assert response["Vary"] == "Accept-Encoding", address
        assert response["ETag"].startswith('W/"'), address
        control = response["Cache-Control"]
        for word in ("public", "stale-while-revalidate", "stale-if-error"):
            assert word in control, address


@pytest.mark.parametrize("token", ["abc", "x" * 33, "!" * 32])
def test_a_cookie_that_is_no_token_brings_none_back(client: Client, token: str) -> None:
    for address in ("/", "/feedback/", "/figures/data.csv", "/nowhere/"):
        client.cookies["csrftoken"] = token
        response = client.get(address)

        assert not response.cookies, address
        assert response["Vary"] == "Accept-Encoding", address


def test_a_revalidation_costs_one_query(client: Client, django_assert_num_queries) -> None:
    for address in ADDRESSES:
        tag = client.get(address)["ETag"]

        with django_assert_num_queries(1):
            response = client.get(address, headers={"If-None-Match": tag})

        assert response.status_code == 304, address
        assert response["ETag"] == tag, address


def test_a_signature_changes_the_etag_at_once(client: Client, chenjing: User) -> None:
    before = client.get("/")["ETag"]

    publish(a_draft(), actor=chenjing)

    assert client.get("/", headers={"If-None-Match": before}).status_code == 200


def test_work_on_a_draft_does_not_change_it(client: Client) -> None:
    before = client.get("/")["ETag"]

    a_draft(title="只有编辑能看到")

    assert client.get("/")["ETag"] == before


def test_a_schedule_falls_due_without_any_write(
    client: Client, chenjing: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = timezone.now() + timedelta(minutes=5)
    draft = a_draft(title="定时的标题")
    publish(draft, actor=chenjing, visible_from=soon, visible_until=soon + timedelta(minutes=5))  # fmt: skip
    before = client.get("/")

    monkeypatch.setattr(timezone, "now", lambda: soon)
    due = client.get("/", headers={"If-None-Match": before["ETag"]})
    monkeypatch.setattr(timezone, "now", lambda: soon + timedelta(minutes=5))
    over = client.get("/", headers={"If-None-Match": due["ETag"]})

    assert "定时的标题" not in before.content.decode()
    assert "定时的标题" in due.content.decode()
    assert over.status_code == 200
    assert "定时的标题" not in over.content.decode()


def test_public_pages_only_read(client: Client) -> None:
    for method in (client.post, client.put, client.delete, client.patch):
        assert method("/").status_code == 405


def test_head_answers_like_get_without_a_body(client: Client) -> None:
    response = client.head("/articles/20220001/")

    assert response.status_code == 200
    assert response.content == b""


def test_the_policy_is_strict(client: Client) -> None:
    """P12: no inline script or style, no framing, nothing from elsewhere."""
    response = client.get("/articles/20220001/")

    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    text = response.content.decode()
    scripts = re.findall(r"<script[^>]*>", text)
    # Data blocks are never run; every other script is a file of our own.
    assert all(' src="/static/' in tag or "application/ld+json" in tag for tag in scripts)
    assert "<style" not in text
    assert " style=" not in text


def test_a_site_without_an_identity_answers_too(client: Client) -> None:
    SiteIdentity.objects.all().delete()

    for address in ADDRESSES:
        assert client.get(address).status_code == 200, address
