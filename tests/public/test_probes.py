"""What machines ask: probes and robots."""

import time
from threading import Event

import pytest
from django.db import OperationalError, connection
from django.test import Client

from articles.models import Article
from articles.public.deadlines import Question
from articles.public.views import probes

ALL_WELL = {
    "database": "ok", "migrations": "ok", "jobs": "never ran",
    "disk": "ok", "media": "ok", "cache": "ok",
}  # fmt: skip


@pytest.fixture(autouse=True)
def asked_anew() -> None:
    for question in probes.QUESTIONS.values():
        question.forget()


def ask_instead(monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], ask: object) -> None:
    monkeypatch.setitem(probes.QUESTIONS, names, Question(ask))


def test_healthz_asks_nobody(client: Client) -> None:
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"process": "ok"}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_readyz_says_what_it_asked_and_nothing_else(client: Client) -> None:
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, ALL_WELL)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_media_that_cannot_be_written_are_named(client: Client, tmp_path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "missing"

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == ALL_WELL | {"media": "not writable"}


@pytest.mark.django_db
def test_a_disk_about_to_be_full_is_named(client: Client, settings) -> None:
    settings.DISK_FREE_MB = 10**12

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == ALL_WELL | {"disk": "low"}


@pytest.mark.django_db
def test_a_migration_not_yet_applied_is_named(client: Client, monkeypatch) -> None:
    more = probes.shipped_migrations() | {("articles", "9999_of_the_next_release")}
    monkeypatch.setattr(probes, "shipped_migrations", lambda: more)
    assert client.get("/readyz").status_code == 200, "Django itself knows of no such migration"

    monkeypatch.setattr(probes.MigrationExecutor, "migration_plan", lambda *_: ["9999"])
    asked_now = probes.database_state()

    assert asked_now == {"database": "ok", "migrations": "pending"}
    ask_instead(monkeypatch, probes.DATABASE, lambda: asked_now)
    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_what_is_shipped_is_what_django_applied() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        applied = set(cursor.fetchall())

    assert ("articles", "0032_search_row_numbers") in probes.shipped_migrations()
    assert probes.shipped_migrations() <= applied


@pytest.mark.django_db
def test_what_fails_or_hangs_is_named_in_time(client: Client, monkeypatch, settings) -> None:
    def dead() -> dict[str, str]:
        raise OperationalError("secret host name")

    settings.CACHES = {"default": {"BACKEND": "no.such.Cache"}}
    never = Event()
    ask_instead(monkeypatch, probes.DATABASE, dead)
    ask_instead(monkeypatch, ("disk", "media"), never.wait)
    monkeypatch.setattr(probes, "PATIENCE", 0.1)
    started = time.monotonic()

    response = client.get("/readyz")

    never.set()
    assert response.status_code == 503
    assert response.json() == dict.fromkeys(ALL_WELL, "no answer")
    assert time.monotonic() - started < 1.5


def test_a_question_that_hangs_is_asked_once_however_many_wait() -> None:
    asked, never = [], Event()

    def hang() -> None:
        asked.append(1)
        never.wait(5)

    question = Question(hang)
    futures = {question.put() for _ in range(50)}
    never.set()

    assert len(futures) == 1
    assert futures.pop().result(5) is None
    assert len(asked) == 1


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
