"""P12: what a setting must not be, one sentence each; and what stops the server alone."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings

from gaoxin import environment, starting
from gaoxin import settings as production

HOUSE = Path(__file__).resolve().parents[2]
STATIC = HOUSE / "staticfiles"


def hosts() -> list[str]:
    return environment.allowed_hosts(debug=False)


def database() -> None:
    environment.known_address("DATABASE_URL", environment.DATABASE_SCHEMES)


def cache() -> None:
    environment.known_address("CACHE_URL", environment.CACHE_SCHEMES)


def mail() -> None:
    environment.known_address("EMAIL_URL", environment.MAIL_SCHEMES)


def media() -> Path:
    return environment.media_folder(standard=HOUSE / "media", static=STATIC, house=HOUSE)


def port() -> int:
    return environment.port("PORT", default=8000)


@pytest.mark.parametrize(
    ("read", "name", "value"),
    [
        *((hosts, "ALLOWED_HOSTS", bad) for bad in ("", " , ", "*", "a.cn,*", ".", "https://a.cn", "a.cn/", "a.cn:443", "a@b")),
        *((database, "DATABASE_URL", bad) for bad in ("postgres", "mysql://h/d", "postgres://h:99999999/d", "postgres://h:x/d")),
        *((cache, "CACHE_URL", bad) for bad in ("redis", "memcache://h", "filecache:///tmp", "redis://h:x")),
        *((mail, "EMAIL_URL", bad) for bad in ("smtp", "http://h", "smtp://h:x")),
        *((port, "PORT", bad) for bad in ("0", "65536", "-1", "８０００")),
        *((media, "MEDIA_ROOT", str(bad)) for bad in (__file__, STATIC, STATIC / "up", HOUSE, "/", HOUSE / "articles" / "static", HOUSE / "media" / ".." / "templates")),
    ],
)  # fmt: skip
def test_a_bad_value_is_refused_by_name(
    read: Callable, name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=name):
        read()


@pytest.mark.parametrize(
    ("read", "name", "value"),
    [
        *((hosts, "ALLOWED_HOSTS", good) for good in ("a.cn", "a.cn, .b.cn", "[::1]", "10.0.0.1")),
        *((database, "DATABASE_URL", good) for good in ("sqlite:////tmp/x", "postgres:///d?host=/run", "postgres://u:p%40@h:5432/d")),
        *((cache, "CACHE_URL", good) for good in ("locmemcache://", "redis://h:6379/1", "valkeys://h", "redis://a:1,b:2/0")),
        *((mail, "EMAIL_URL", good) for good in ("smtp+tls://u:p@h:587",)),
        *((port, "PORT", good) for good in ("1", "65535")),
        *((media, "MEDIA_ROOT", good) for good in ("/var/lib/x/media", str(HOUSE / "media"), str(HOUSE / "staticfiles-not"))),
    ],
)  # fmt: skip
def test_a_good_value_is_taken(
    read: Callable, name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    read()


def test_no_sentence_repeats_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://user:hunter2@host/name")

    with pytest.raises(ImproperlyConfigured) as refused:
        database()

    assert "hunter2" not in str(refused.value)


def test_only_a_server_for_others_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(production, "DEBUG", True)
    starting.stop_unsafe("127.0.0.1")
    with pytest.raises(SystemExit, match="DEBUG"):
        starting.stop_unsafe("0.0.0.0")

    monkeypatch.setattr(production, "DEBUG", False)
    monkeypatch.delenv("ALLOWED_HOSTS", raising=False)
    starting.stop_unsafe("::1")
    with pytest.raises(SystemExit, match="ALLOWED_HOSTS"):
        starting.stop_unsafe("192.0.2.1")

    monkeypatch.setenv("ALLOWED_HOSTS", "gaoxin.example")
    starting.stop_unsafe("192.0.2.1")
    assert "HTTPS=off" in capsys.readouterr().err
    monkeypatch.setattr(production, "HTTPS", True)
    starting.stop_unsafe("192.0.2.1")
    assert capsys.readouterr().err == ""


def test_uncollected_static_files_are_named_before_the_start(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(production, "STATIC_ROOT", tmp_path)
    with pytest.raises(SystemExit, match="deploy/collect"):
        starting.stop_uncollected(production)

    (tmp_path / "staticfiles.json").touch()
    starting.stop_uncollected(production)


def test_a_page_without_collected_files_says_what_to_do(client: Client, tmp_path) -> None:
    lean = {"staticfiles": {"BACKEND": "gaoxin.static_files.LeanStaticFilesStorage"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=production.STORAGES | lean):
        client.raise_request_exception = False

        response = client.get("/", headers={"host": "evil.example"})

    assert response.status_code == 500
    assert "deploy/collect" in response.content.decode()


@pytest.mark.parametrize("program", [["deploy/serve"], [sys.executable, "manage.py", "migrate"]])
def test_a_refusal_is_one_sentence_without_a_traceback(program: list[str]) -> None:
    environ = os.environ | {"PYTHON": sys.executable, "SECRET_KEY": "short", "DEBUG": "off"}
    environ["DJANGO_SETTINGS_MODULE"] = "gaoxin.settings"

    started = subprocess.run(
        program, cwd=HOUSE, env=environ, capture_output=True, text=True, check=False
    )

    assert started.returncode == 1
    assert started.stderr == "SECRET_KEY is too short or too simple to be secret.\n"
