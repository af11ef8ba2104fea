"""Addresses of replica, cache and bucket: what they mean, and which stop the start."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from gaoxin.services import cache, media_store, replica

POSTGRES = {"ENGINE": "django.db.backends.postgresql", "NAME": "gaoxin"}
SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": "db"}


def test_a_replica_is_given_up_quickly_and_writes_nothing() -> None:
    options = replica(POSTGRES, of=POSTGRES)["OPTIONS"]

    assert options["connect_timeout"] <= 2
    assert "default_transaction_read_only=on" in options["options"]


@pytest.mark.parametrize(("of", "database"), [(SQLITE, POSTGRES), (POSTGRES, SQLITE), ({}, {})])
def test_a_replica_needs_postgresql(of: dict, database: dict) -> None:
    with pytest.raises(ImproperlyConfigured, match="REPLICA_URL"):
        replica(database, of=of)


@pytest.mark.parametrize(
    ("address", "location"),
    [
        ("redis://:p%40ss@cache:6379/0", "redis://:p%40ss@cache:6379/0"),
        ("valkey://cache:6379", "redis://cache:6379"),
        ("rediss://cache/1", "rediss://cache/1"),
        ("valkeys://cache/1", "rediss://cache/1"),
    ],
)
def test_redis_and_valkey_are_shared(address: str, location: str) -> None:
    made = cache(address)

    assert made["BACKEND"] == "gaoxin.shared_cache.SharedCache"
    assert made["LOCATION"] == location


def test_memory_is_not_shared() -> None:
    assert cache("locmemcache://")["BACKEND"].endswith("LocMemCache")


@pytest.mark.parametrize("address", ["redis://", "redis:///0", "http://cache", "cache:6379"])
def test_a_cache_that_cannot_be_stops_the_start(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="CACHE_URL"):
        cache(address)


def test_a_bucket_is_read_from_its_address() -> None:
    options = media_store("s3://key:s%2Fecret@store:9000/media?tls=off&region=cn-north")["OPTIONS"]

    assert options == {
        "access_key": "key",
        "secret_key": "s/ecret",
        "bucket_name": "media",
        "endpoint_url": "http://store:9000",
        "region_name": "cn-north",
    }


def test_a_bucket_is_asked_by_tls() -> None:
    assert media_store("s3://k:s@store/media")["OPTIONS"]["endpoint_url"] == "https://store"


@pytest.mark.parametrize(
    "address",
    [
        "http://k:s@store/media",
        "s3://store/media",
        "s3://k@store/media",
        "s3://k:s@/media",
        "s3://k:s@store",
        "s3://k:s@store/Media",
        "s3://k:s@store/a/b",
        "s3://k:s@store/media?tls=no",
        "s3://k:s@store/media?acl=public-read",
        "s3://k:s@store/media?tls",
        "s3://k:s@[store/media",
        "s3://k:s@store:port/media",
    ],
)
def test_a_bucket_that_cannot_be_stops_the_start(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MEDIA_S3"):
        media_store(address)


def test_without_a_bucket_pictures_lie_on_the_disk() -> None:
    assert media_store("")["BACKEND"].endswith("FileSystemStorage")


def test_a_bucket_without_its_packages_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gaoxin.services.find_spec", lambda name: None)

    with pytest.raises(ImproperlyConfigured, match=r"requirements-scale\.txt"):
        media_store("s3://k:s@store/media")
