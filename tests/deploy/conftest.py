"""One site for all deploy tests: the shipped files, started once, on a database of its own."""

import fcntl
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.deploy.databases import database
from tests.deploy.front import Front
from tests.deploy.rendering import ROOT

FIXTURES = sorted(str(path) for path in (ROOT / "articles" / "fixtures").glob("*.json"))


@pytest.fixture(scope="session")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Both reports behind nginx and granian, exactly as deploy/ ships them."""
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed; continuous integration has it")
    home = tmp_path_factory.mktemp("front")
    (home / "media").mkdir()
    with database(home) as address:
        environment = {
            **os.environ,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DEBUG": "off",
            "HTTPS": "off",
            "ALLOWED_HOSTS": "127.0.0.1",
            "TRUSTED_PROXIES": "1",
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "gaoxin.settings",
            "MEDIA_ROOT": str(home / "media"),
            "PYTHON": sys.executable,
        }
        site = Front(home, environment)
        try:
            with one_at_a_time(tmp_path_factory.getbasetemp().parent / "collect.lock"):
                subprocess.run(
                    [ROOT / "deploy" / "collect"], env=environment, check=True, timeout=120
                )
            site.manage("migrate", "--verbosity", "0")
            site.manage("loaddata", "--verbosity", "0", *FIXTURES)
            site.start_application()
            site.start_nginx()
            yield site
        finally:
            site.stop()


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Let one worker in at a time: the collected files belong to the whole checkout."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
