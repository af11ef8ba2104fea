"""Floor 4: what a page needs and what changes only with the site, kept while it does not.

Each process keeps its own. Nothing is purged: when the site's ETag changes, what was kept
under the old one is left behind as a whole.
"""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Protocol, TypeVar

from cachetools import LRUCache

MOST = 2_000
Made = TypeVar("Made")
_lock = Lock()
_etag: str | None = None
_made: LRUCache = LRUCache(maxsize=MOST)


class HasETag(Protocol):
    """A site as ``read_site`` read it: its ETag names the generation and the moment."""

    etag: str


def kept(site: HasETag, name: Hashable, make: Callable[[], Made]) -> Made:
    """Return what *make* gives, made once while readers can see nothing new.

    *name* says what it is, with everything else it depends on, such as the script. The value
    is shared between requests and threads: it must not be changed.
    """
    with _lock:
        here: LRUCache[Hashable, Any] = _of(site.etag)
        if name in here:
            return here[name]
    made = make()
    with _lock:
        here[name] = made
    return made


def _of(etag: str) -> LRUCache:
    global _etag, _made
    if etag != _etag:
        _etag, _made = etag, LRUCache(maxsize=MOST)
    return _made


def forget() -> None:
    """Keep nothing of before, as after a change of databases in tests."""
    with _lock:
        _of("")
