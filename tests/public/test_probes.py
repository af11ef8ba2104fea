"""What machines ask: probes and robots."""

import pytest
from django.db import OperationalError
from django.test import Client

from articles.models import Article

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
