"""Page tags 网页标签 on every kind of page (T-META-01, T-META-03, T-META-06, T-META-07)."""

import html
import re

import pytest
from django.test import Client

from articles.models import SiteIdentity
from tests.builders import a_published

pytestmark = pytest.mark.django_db
SITE = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
LISTS = (
    "/", "/channels/yuan-qu-dong-tai/", "/archive/", "/archive/2026/", "/archive/2026/11/",
    "/tags/", "/tags/xin-cai-liao/", "/officials/", "/officials/cui-yu-miao/", "/enterprises/",
    "/enterprises/xin-jiang-lai-wo-ke-ji-gu-fen-you-xian-gong-si/", "/photos/",
    "/photos/20220001-1/", "/site-map/", "/articles/20220001/", "/articles/20220001/source/",
)  # fmt: skip


def tags(client: Client, address: str) -> list[tuple[str, str]]:
    shown = client.get(address).content.decode()
    found = re.findall(r'<meta name="(\w+)" content="([^"]*)">', shown)
    return [(name, html.unescape(content)) for name, content in found]


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_every_page_carries_those_of_site_and_column(
    seeded: None, client: Client, prefix: str
) -> None:
    """T-META-01, T-META-03: in this letter case, once, and never empty."""
    for address in LISTS:
        found = tags(client, prefix + address)
        names = [name.lower() for name, _ in found]

        assert len(names) == len(set(names)), address
        assert all(dict(found)[name] for name in (*SITE, *COLUMN)), address


def test_the_home_page_says_that_it_is(seeded: None, client: Client) -> None:
    """T-META-03."""
    assert dict(tags(client, "/"))["ColumnType"] == "首页"


@pytest.mark.parametrize("address", ["/nowhere/", "/articles/20990001/", "/tags/nothing/"])
def test_a_missing_page_still_names_its_site(seeded: None, client: Client, address: str) -> None:
    """T-META-01."""
    found = dict(tags(client, address))

    assert all(found[name] for name in SITE)


def test_values_come_back_as_they_were(site: None, client: Client) -> None:
    """T-META-06."""
    title = '“甲” & <乙> "丙" 𬱖'
    article = a_published(title=title)

    assert dict(tags(client, article.get_absolute_url()))["ArticleTitle"] == title


def test_the_address_is_the_canonical_one(seeded: None, client: Client) -> None:
    """T-META-07."""
    for address in ("/articles/20190001/", "/zh-hant/articles/20190001/"):
        shown = client.get(f"{address}?utm=1").content.decode()
        canonical = re.search(r'<link rel="canonical" href="([^"]+)">', shown)[1]

        assert dict(tags(client, address))["Url"] == canonical == f"http://testserver{address}"


def test_a_site_without_its_name_and_code_is_told_so(client: Client) -> None:
    """T-META-02: an empty identity is a warning to staff, not a broken page for readers."""
    SiteIdentity.objects.all().delete()

    assert client.get("/").status_code == 200
