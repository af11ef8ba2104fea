"""How a production server is started, for tests and benchmarks alike."""

import os
import secrets
import sys
from pathlib import Path

from tests.deploy.rendering import ROOT

FIXTURES = sorted(str(path) for path in (ROOT / "articles" / "fixtures").glob("*.json"))


def environment(database: str, media: Path, **more: str) -> dict[str, str]:
    """Return the environment of a server without TLS; *more* is added, or stands instead."""
    return {
        **os.environ,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DEBUG": "off",
        "HTTPS": "off",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "gaoxin.settings",
        "MEDIA_ROOT": str(media),
        "PYTHON": sys.executable,
        **more,
    }


def behind_a_front(database: str, media: Path) -> dict[str, str]:
    """Return the environment of a server behind one front; its disks may be tiny."""
    return environment(database, media, TRUSTED_PROXIES="1", DISK_FREE_MB="1")
