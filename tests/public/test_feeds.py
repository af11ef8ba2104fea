"""Atom feeds: of the site, and of each channel, tag, official and enterprise."""

import re
from xml.etree import ElementTree

import pytest
from django.test import Client

from articles.models import Channel, Enterprise, Official, Tag
from tests.builders import a_draft, a_published

pytestmark = pytest.mark.django_db
ATOM = {"atom": "http://www.w3.org/2005/Atom"}


def entries(client: Client, address: str) -> list[str]:
    """Return the titles of the feed's entries."""
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)
    return [entry.findtext("atom:title", namespaces=ATOM) for entry in feed.iterfind("atom:entry", ATOM)]  # fmt: skip


def test_the_feed_is_well_formed_whatever_a_title_holds(site: None, client: Client) -> None:
    a_published(title="甲 & <乙>\ufffe\x0b丙𠮷", summary="<img src=x onerror=alert(1)>")

    feed = ElementTree.fromstring(client.get("/feeds/articles.xml").content)

    summary = feed.find(".//atom:summary", ATOM)
    assert "<img" not in summary.text
    assert entries(client, "/feeds/articles.xml") == ["甲 & <乙> 丙𠮷"]


def test_each_page_that_has_a_feed_points_to_it(seeded: None, client: Client) -> None:
    records = (
        Channel.objects.filled().first(),
        Tag.objects.get(slug="xin-cai-liao"),
        Official.objects.get(),
        Enterprise.objects.in_use().first(),
    )
    for record in records:
        for prefix in ("", "/zh-hant"):
            shown = client.get(prefix + record.get_absolute_url()).content.decode()

            found = re.findall(r'type="application/atom\+xml" title="[^"]+" href="([^"]+)"', shown)

            assert found[0] == f"{prefix}/feeds/articles.xml"
            assert len(found) == 2
            assert entries(client, found[1])


def test_a_feed_holds_what_its_page_holds(seeded: None, client: Client) -> None:
    both = ["园区高质量发展百强（2022）", "乌鲁木齐高新区（新市区）：丝绸之路经济带上璀璨之星"]

    assert entries(client, "/feeds/articles.xml") == both
    assert entries(client, "/feeds/tags/xin-cai-liao.xml") == both
    assert entries(client, "/feeds/officials/cui-yu-miao.xml") == both[:1]
    assert entries(client, "/feeds/channels/yuan-qu-dong-tai.xml") == both[:1]


def test_what_is_not_published_has_no_feed(site: None, client: Client) -> None:
    draft = a_draft()
    draft.tags.add("只在草稿里")
    tag = Tag.objects.get()

    assert client.get(f"/feeds/tags/{tag.slug}.xml").status_code == 404
    assert client.get("/feeds/tags/nothing.xml").status_code == 404
    assert client.get("/feeds/channels/nothing.xml").status_code == 404
    assert entries(client, "/feeds/articles.xml") == []
