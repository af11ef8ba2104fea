"""What machines ask: probes, robots, sitemap, feed."""

import xml.etree.ElementTree as ElementTree

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client

from articles.models import Article
from tests.builders import a_published

ATOM = "{http://www.w3.org/2005/Atom}"


def test_healthz_asks_nobody(client: Client) -> None:
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.content == b"ok\n"


@pytest.mark.django_db
def test_readyz_names_what_is_wrong(client: Client, tmp_path, settings) -> None:
    assert client.get("/readyz").status_code == 200

    settings.MEDIA_ROOT = tmp_path / "missing"

    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["media"] == "not writable"


@pytest.mark.django_db
def test_a_dead_database_is_a_503_without_a_traceback(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dead(*_: object) -> None:
        raise OperationalError("secret host name")

    monkeypatch.setattr(Article.objects.__class__, "published", dead)

    response = client.get("/photos/")

    assert response.status_code == 503
    assert "Retry-After" in response
    assert "secret host name" not in response.content.decode()
    assert "服务暂时不可用" in response.content.decode()


def test_robots_name_the_sitemap(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


@pytest.mark.django_db
def test_the_sitemap_has_every_page_in_both_scripts(seeded: None, client: Client) -> None:
    text = client.get("/sitemap.xml").content.decode()

    ElementTree.fromstring(text)
    for address in ("/articles/20190001/", "/tags/xin-cai-liao/", "/officials/cui-yu-miao/"):
        assert f"<loc>http://testserver{address}</loc>" in text
        assert f"<loc>http://testserver/zh-hant{address}</loc>" in text
    assert "<lastmod>" in text


@pytest.mark.django_db
def test_the_feed_is_well_formed_whatever_a_title_holds(site: None, client: Client) -> None:
    a_published(title="甲 & <乙>\ufffe\x0b丙𠮷", summary="<img src=x onerror=alert(1)>")

    feed = ElementTree.fromstring(client.get("/feeds/articles.xml").content)

    summaries = [entry.findtext(f"{ATOM}summary") for entry in feed.iter(f"{ATOM}entry")]
    assert summaries == ["&lt;img src=x onerror=alert(1)&gt;"]
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == ["甲 & <乙> 丙𠮷"]
    assert settings.TIME_ZONE == "Asia/Shanghai"
