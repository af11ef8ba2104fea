"""Pictures in an S3-compatible bucket, for sites with more than one application server.

Readers never see the bucket: a picture's address is the site's own, where the view asks first
whether it is published. Imported only when MEDIA_S3 is set: boto3 takes its memory.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Lock
from typing import Any

from boto3.resources.base import ServiceResource
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

PATIENCE = Config(
    connect_timeout=2,
    read_timeout=10,
    retries={"mode": "standard", "total_max_attempts": 2},
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    # Stores other than Amazon's do not all know the newer checksums.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class StoreDown(ConnectionError):
    """The bucket cannot be reached, or refuses us; an OSError, as a broken disk is."""


@contextmanager
def asking() -> Iterator[None]:
    """Let the store's failures out as a disk's: FileNotFoundError, or StoreDown."""
    try:
        yield
    except ClientError as error:
        if error.response["ResponseMetadata"].get("HTTPStatusCode") == 404:
            raise FileNotFoundError(str(error)) from error
        raise StoreDown(str(error)) from error
    except BotoCoreError as error:
        raise StoreDown(str(error)) from error


class MediaStorage(S3Storage):
    """django-storages' S3 with our addresses, a file read whole by one request, and a disk's errors."""

    def __init__(self, **options: Any) -> None:
        self._making = Lock()
        self._client: ServiceResource | None = None
        super().__init__(
            client_config=PATIENCE,
            transfer_config=TransferConfig(use_threads=False),
            **options,
        )

    @property
    def connection(self) -> ServiceResource:
        """Return the one client of the process: each takes 15 MB, and threads may share it."""
        with self._making:
            if self._client is None:
                self._client = super().connection
        return self._client

    def url(self, name: str | None, *_: Any, **__: Any) -> str:
        """Return the address on this site, as with files on the disk."""
        return settings.MEDIA_URL + filepath_to_uri(name or "")

    def _open(self, name: str, mode: str = "rb") -> File:
        """Return the file, read whole: pictures are small, and one request is half of two."""
        if mode != "rb":
            raise ValueError("Pictures are written by save() only.")
        with asking():
            found = self.bucket.Object(self._normalize_name(name)).get()
            return ContentFile(found["Body"].read(), name=name)

    def _save(self, name: str, content: File) -> str:
        with asking():
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        with asking():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with asking():
            return super().exists(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with asking():
            return super().listdir(path)

    def size(self, name: str) -> int:
        with asking():
            return super().size(name)

    def get_modified_time(self, name: str) -> datetime:
        with asking():
            return super().get_modified_time(name)

    def make_bucket(self) -> bool:
        """Make the bucket; False when it is there already."""
        client = self.connection.meta.client
        with asking():
            try:
                client.head_bucket(Bucket=self.bucket_name)
            except ClientError as error:
                if error.response["ResponseMetadata"].get("HTTPStatusCode") != 404:
                    raise
                client.create_bucket(Bucket=self.bucket_name)
                return True
        return False
