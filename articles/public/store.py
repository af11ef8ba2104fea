"""Floor 4: finished pages kept whole, and answered before Django is asked (docs/adr/0016).

A page is kept under the site's ETag as ``public_page`` read it before the content. While the
ETag holds, an answer costs one query for the generation; when it does not, the page is made
anew. Nothing is purged. Only what a reader without a cookie gets is kept, and only under the
parameters that the page itself names as its own.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from cachetools import LRUCache
from django.utils.http import parse_etags

from articles.counting import count
from articles.public.asking import Address, Environ, address_of, is_kept
from articles.public.compression import (
    LONGEST_HEADER,
    decoded,
    encoded,
    is_compressible,
    preferred_coding,
)
from articles.public.moments import HEADER, this_second
from articles.public.shared_pages import SharedPages
from articles.public.site import ALREADY_READ, Site, site_or_last

StartResponse = Callable[..., Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

MOST_HOSTS = 8
LARGEST_SHARE = 8  # a page larger than this part of the whole memory is not kept
LOCKS = 64
# What a page may depend on and its address does not say; pages are made without it.
PERSONAL = frozenset({
    "HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE",
    "HTTP_ACCEPT_ENCODING", "HTTP_RANGE",
})  # fmt: skip
EACH_TIME = frozenset({"content-length", HEADER.lower()})
NOT_MODIFIED_HEADERS = frozenset({"etag", "cache-control", "vary", "content-location"})


@dataclass
class Page:
    """An answer: its status and headers, and its body in every coding it was asked for."""

    status: str
    headers: Headers
    bodies: dict[str, bytes]
    is_compressible: bool
    is_brief: bool
    etag: str = ""

    @property
    def size(self) -> int:
        """Bytes of memory, roughly."""
        return sum(map(len, self.bodies.values())) + 2_000

    def coding(self, environ: Environ) -> str:
        """Return the coding that the reader takes; "" for none."""
        header = environ.get("HTTP_ACCEPT_ENCODING", "")[:LONGEST_HEADER]
        return preferred_coding(header) if self.is_compressible else ""

    def add(self, coding: str) -> None:
        """Make the body in *coding* from the one there is."""
        known, body = next(iter(self.bodies.items()))
        self.bodies = {**self.bodies, coding: encoded(decoded(body, known), coding)}


class PageStore:
    """A WSGI application before another: kept pages at once, everything else from the other.

    At most *megabytes* of pages stay in this process, the least used go first; 0 keeps none.
    """

    def __init__(self, application: Application, *, megabytes: int) -> None:
        self._application = application
        self._most = megabytes * 1_000_000
        self._pages: LRUCache = LRUCache(maxsize=self._most, getsizeof=lambda page: page.size)
        self._lock = threading.Lock()
        # Two addresses that share one only wait for each other.
        self._making = [threading.Lock() for _ in range(LOCKS)]
        self._hosts: set[str] = set()
        self._shared = SharedPages()

    def __len__(self) -> int:
        return len(self._pages)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        address = address_of(environ) if self._most else None
        page = self._find(address) if address else None
        if address is None or (page is None and not is_kept(address.path)):
            return self._application(environ, start_response)
        site = site_or_last()
        if site is None:  # the database fails, and nothing is known of before
            return self._application(environ, start_response)
        if page is None or page.etag != site.etag:
            page = self._make(address, site, environ)
            count("page_store_miss")
        else:
            count("page_store_hit")
        return self._send(address, page, environ, start_response)

    def _find(self, address: Address) -> Page | None:
        with self._lock:
            return self._pages.get(address)

    def _make(self, address: Address, site: Site, environ: Environ) -> Page:
        """Return the page, made once however many ask for it at the same time."""
        with (
            self._making[hash(address) % LOCKS],
            self._shared.making(address, site.etag),
        ):
            page = self._find(address)
            if page is None or page.etag != site.etag:
                page = self._shared.get(address, site.etag)
                if page is None:
                    page = self._ask(address, site, environ)
                    if page.etag:
                        self._shared.set(address, page.etag, page)
                self._keep(address, page)
            return page

    def _ask(self, address: Address, site: Site, environ: Environ) -> Page:
        """Let Django make the page; one without an ETag is for this reader alone."""
        started: list[tuple[str, Headers]] = []
        general = {name: value for name, value in environ.items() if name not in PERSONAL}
        general |= {"REQUEST_METHOD": "GET", ALREADY_READ: site}
        response = self._application(general, lambda *said: started.append(said[:2]))
        status, headers = started[0]
        page = Page(
            status,
            [pair for pair in headers if pair[0].lower() not in EACH_TIME],
            {"": response.content},
            is_compressible(response),
            response.has_header(HEADER),
        )
        coding = page.coding(environ)
        if coding:
            page.add(coding)
            del page.bodies[""]
        etag, own_query = getattr(response, "kept_as", ("", None))
        if own_query == address.own_query:
            page.etag = etag
        response.close()
        return page

    def _keep(self, address: Address, page: Page) -> None:
        with self._lock:
            is_known = address.host in self._hosts or len(self._hosts) < MOST_HOSTS
            if page.etag and is_known and page.size * LARGEST_SHARE <= self._most:
                self._hosts.add(address.host)
                self._pages[address] = page

    def _send(
        self, address: Address, page: Page, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer with the page, or 304 to who has it (RFC 9110 §13.1.2, §15.4.5)."""
        if page.etag and _holds(environ.get("HTTP_IF_NONE_MATCH", ""), page.etag):
            brief = [pair for pair in page.headers if pair[0].lower() in NOT_MODIFIED_HEADERS]
            start_response("304 Not Modified", [*brief, (HEADER, this_second())])
            return []
        coding = page.coding(environ)
        if coding not in page.bodies:
            page.add(coding)
            self._keep(address, page)  # it has grown
        body = page.bodies[coding]
        headers = [*page.headers, ("Content-Length", str(len(body)))]
        if page.is_brief:
            headers.append((HEADER, this_second()))
        if coding:
            headers.append(("Content-Encoding", coding))
        start_response(page.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _holds(header: str, etag: str) -> bool:
    """Whether If-None-Match names *etag*; ``*`` names none, so that a page can always be read."""
    return bool(header) and (header == etag or etag in parse_etags(header))
