"""The storage that the tests share; a module of its own, so that only who uses it loads boto3."""

from functools import cache

from gaoxin.media_storage import MediaStorage
from gaoxin.services import media_store


@cache
def the_storage(server: str) -> MediaStorage:
    """Return one storage for all tests: each has a client, which takes its time."""
    return MediaStorage(**media_store(f"s3://key:secret@{server}/media?tls=off")["OPTIONS"])
