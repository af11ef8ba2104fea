"""Floor 4: kept pages that all workers and servers share, where CACHE_URL names a server."""

import hashlib
import time
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.cache import cache

KEPT_SECONDS = 86_400  # pages of old generations are asked for no more, and go by themselves
MAKING_SECONDS = 5
LOOK_SECONDS = 0.02
OWN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"


class SharedPages:
    """The second memory behind that of each worker; without a server it holds nothing."""

    def __init__(self) -> None:
        backend = settings.CACHES["default"]["BACKEND"]
        self._is_shared = backend != OWN_MEMORY

    def get(self, address: Hashable, etag: str) -> Any:
        """Return what ``set`` was given under the same two, or None."""
        return cache.get(_key(address, etag)) if self._is_shared else None

    def set(self, address: Hashable, etag: str, page: Any) -> None:
        """Keep the page for everybody who comes to the same address at the same ETag."""
        if self._is_shared:
            cache.set(_key(address, etag), page, KEPT_SECONDS)

    @contextmanager
    def making(self, address: Hashable, etag: str) -> Iterator[None]:
        """Say that the page is being made here; wait while another server makes it.

        Whoever waited finds the page by ``get``, or makes it after all when the other failed.
        """
        if not self._is_shared:
            yield
            return
        claim = f"{_key(address, etag)}:making"
        deadline = time.monotonic() + MAKING_SECONDS
        is_mine = cache.add(claim, 1, MAKING_SECONDS)
        while not is_mine and time.monotonic() < deadline and self.get(address, etag) is None:
            time.sleep(LOOK_SECONDS)
            is_mine = cache.add(claim, 1, MAKING_SECONDS)
        try:
            yield
        finally:
            if is_mine:
                cache.delete(claim)


def _key(address: Hashable, etag: str) -> str:
    return "page:" + hashlib.sha256(repr((address, etag)).encode()).hexdigest()
