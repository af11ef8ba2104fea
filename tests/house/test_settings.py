"""P12: an unsafe or misspelt setting stops the start with a sentence that says which."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
GOOD_KEY = "k7Jw2nQx9Rb4Vt6Yp1Zs3Md8Fg5Hc0LaEuTiOoKrWqXvBnMz"


def start(**environment: str) -> subprocess.CompletedProcess:
    names = (
        "DJANGO_SETTINGS_MODULE",
        "SECRET_KEY",
        "DEBUG",
        "ALLOWED_HOSTS",
        "DATABASE_URL",
        "HTTPS",
        "PORT",
    )
    inherited = {name: value for name, value in os.environ.items() if name not in names}
    return subprocess.run(
        [sys.executable, "-c", "import gaoxin.wsgi"],
        cwd=HOUSE,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_good_production_environment_starts() -> None:
    started = start(SECRET_KEY=GOOD_KEY, DEBUG="off", ALLOWED_HOSTS="gaoxin.example")

    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({}, "SECRET_KEY"),
        ({"DEBUG": "off"}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY"),
        ({"SECRET_KEY": "django-insecure-" + GOOD_KEY}, "SECRET_KEY"),
        ({"SECRET_KEY": GOOD_KEY, "DEBUG": "flase"}, "DEBUG"),
        ({"SECRET_KEY": GOOD_KEY, "DEBUG": "on", "ALLOWED_HOSTS": "gaoxin.example"}, "DEBUG"),
        ({"SECRET_KEY": GOOD_KEY, "ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"SECRET_KEY": GOOD_KEY, "DATABASE_URL": "mysql://a@b/c"}, "DATABASE_URL"),
        ({"SECRET_KEY": GOOD_KEY, "PORT": "eighty"}, "PORT"),
        ({"SECRET_KEY": GOOD_KEY, "SECOND_FACTOR": "off"}, "SECOND_FACTOR"),
        ({"SECRET_KEY": GOOD_KEY, "SESSION_IDLE_MINUTES": "0"}, "SESSION_IDLE_MINUTES"),
        ({"SECRET_KEY": GOOD_KEY, "DEBUG": "on", "TRUSTED_PROXIES": "1"}, "TRUSTED_PROXIES"),
        ({"SECRET_KEY": GOOD_KEY, "LOG_FORMAT": "xml"}, "LOG_FORMAT"),
    ],
)
def test_an_unsafe_value_stops_the_start(environment: dict[str, str], named: str) -> None:
    started = start(**environment)

    assert started.returncode != 0
    last_line = started.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured" in last_line
    assert named in last_line


def test_sqlite_is_durable_and_waits_for_its_lock() -> None:
    script = (
        "import django; django.setup(); from django.db import connection as c;"
        "k = c.cursor(); k.execute('PRAGMA journal_mode'); m = k.fetchone()[0];"
        "k.execute('PRAGMA synchronous'); s = k.fetchone()[0];"
        "print(m, s, c.settings_dict['OPTIONS']['transaction_mode'],"
        " c.settings_dict['OPTIONS']['timeout'])"
    )

    printed = subprocess.run(
        [sys.executable, "-c", script],
        cwd=HOUSE,
        env={
            "PATH": os.environ["PATH"],
            "SECRET_KEY": GOOD_KEY,
            "DJANGO_SETTINGS_MODULE": "gaoxin.settings",
            "DATABASE_URL": "sqlite:////tmp/gaoxin-durability.sqlite3",
        },
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert printed.split() == ["wal", "2", "IMMEDIATE", "20"]
