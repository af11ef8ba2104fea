"""Floor 4: what a page needs and what changes only with the site, kept while it does not.

Each process keeps its own; nothing is ever purged, because the site's ETag is part of the name.
"""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Protocol, TypeVar

from cachetools import LRUCache

MOST = 2_000
Made = TypeVar("Made")
_made: LRUCache = LRUCache(maxsize=MOST)
_lock = Lock()


class HasETag(Protocol):
    """A site as ``read_site`` read it: its ETag names the generation and the moment."""

    etag: str


def kept(site: HasETag, name: Hashable, make: Callable[[], Made]) -> Made:
    """Return what *make* gives, made once while readers can see nothing new.

    *name* says what it is, with everything else it depends on, such as the script. The value
    is shared between requests and threads: it must not be changed.
    """
    key = (site.etag, name)
    with _lock:
        if key in _made:
            return _made[key]
    made = make()
    with _lock:
        _made[key] = made
    return made


def forget() -> None:
    """Keep nothing of before, as after a change of databases in tests."""
    with _lock:
        _made.clear()
