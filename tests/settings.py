"""The environment of the tests, then the one settings file; nothing else is different.

DATABASE_URL is respected, so the same suite runs on SQLite and on PostgreSQL.
"""

import os
import tempfile

os.environ["SECRET_KEY"] = "tests-only-7f3kq9w2m5x8z1c4v6b0n-not-used-anywhere-else"
os.environ["DEBUG"] = "off"
os.environ["HTTPS"] = "off"
os.environ["MEDIA_ROOT"] = tempfile.mkdtemp(prefix="gaoxin-test-media-")

from gaoxin.settings import *  # noqa: F403
from gaoxin.settings import BASE_DIR, DATABASES, STORAGES

# Members of the cast are signed in without a phone; tests/accounts switches the rule on.
SECOND_FACTOR = False
# No test asks another machine; tests/ticking asks this one.
LINK_CHECKS = False
# Hashing thousands of passwords slowly proves nothing here.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Served from where they are written; what some start once collected may be old.
STATIC_ROOT = tempfile.mkdtemp(prefix="gaoxin-test-static-")
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not shared memory: threads and the live server then lock as in production.
    (BASE_DIR / "test-results").mkdir(exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(BASE_DIR / "test-results" / "test.sqlite3")}
    # Durability is tested by its own test; the others need not wait for the disk.
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )
