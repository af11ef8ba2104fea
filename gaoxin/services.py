"""Turns the addresses of what stands beside the application into Django's settings.

REPLICA_URL, CACHE_URL and MEDIA_S3: none is needed on one machine (docs/scaling.md). An
address that cannot be right stops the start with a sentence that says which.
"""

import re
from importlib.util import find_spec
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

POSTGRES = "django.db.backends.postgresql"
SHARED_CACHES = {"redis": "redis", "rediss": "rediss", "valkey": "redis", "valkeys": "rediss"}
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
# A socket that never answers counts as dead after so many milliseconds; a page read from the
# replica is abandoned after so many, and read from the primary.
SILENCE, QUERY = 3_000, 5_000


def replica(database: dict[str, Any], *, of: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of the read replica *of* the primary; it is given up quickly."""
    if {database.get("ENGINE"), of.get("ENGINE")} != {POSTGRES}:
        raise ImproperlyConfigured("REPLICA_URL needs PostgreSQL, there and in DATABASE_URL.")
    options = {
        "connect_timeout": 2,
        "tcp_user_timeout": SILENCE,
        "options": f"-c statement_timeout={QUERY} -c default_transaction_read_only=on",
    }
    return {
        **database,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, **database.get("OPTIONS", {})},
        "TEST": {"MIRROR": "default"},
    }


def cache(url: str) -> dict[str, Any]:
    """Return the settings of the cache at *url*: memory of each process, or one shared by all."""
    scheme = url.partition("://")[0]
    if scheme not in SHARED_CACHES:
        try:
            return environ.Env.cache_url_config(url)
        except ImproperlyConfigured as error:
            raise ImproperlyConfigured(
                "CACHE_URL must begin with locmemcache://, redis://, rediss:// or valkey://."
            ) from error
    if not urlsplit(url).hostname:
        raise ImproperlyConfigured("CACHE_URL names no host: redis://:password@host:6379/0")
    return {
        "BACKEND": "gaoxin.shared_cache.SharedCache",
        "LOCATION": url.replace(scheme, SHARED_CACHES[scheme], 1),
        "KEY_PREFIX": "gaoxin",
    }


def media_store(url: str) -> dict[str, Any]:
    """Return the settings of the pictures' storage: the folder MEDIA_ROOT, or a bucket.

    ``s3://key:secret@host:9000/bucket?region=…&tls=off``; what a key holds beside letters and
    digits is percent-encoded.
    """
    if not url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    if not (find_spec("storages") and find_spec("boto3")):
        raise ImproperlyConfigured(
            "MEDIA_S3 needs packages that are not installed: pip install -r requirements-scale.txt"
        )
    form = "MEDIA_S3 must read s3://key:secret@host:port/bucket"
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2] if parts.port != 0 else ""
        asked = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError as error:
        raise ImproperlyConfigured(f"{form}.") from error
    if parts.scheme != "s3" or not (parts.username and parts.password and parts.hostname and host):
        raise ImproperlyConfigured(f"{form}.")
    if not BUCKET.fullmatch(parts.path[1:]):
        raise ImproperlyConfigured(f"{form}: the bucket's name is missing or not allowed.")
    if not (asked.keys() <= {"region", "tls"} and asked.get("tls", "on") in {"on", "off"}):
        raise ImproperlyConfigured(f"{form}, with ?region=… and &tls=off and nothing else.")
    return {
        "BACKEND": "gaoxin.media_storage.MediaStorage",
        "OPTIONS": {
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password),
            "bucket_name": parts.path[1:],
            "endpoint_url": f"{'http' if asked.get('tls') == 'off' else 'https'}://{host}",
            "region_name": asked.get("region", "us-east-1"),
        },
    }
