"""Floor 4: read every published page once, as browsers do, so that the front keeps a copy (P8).

Starts at the sitemap; asks for its pages, for the pages they link to, and for the styles,
scripts and pictures of all of them, in each encoding that the front keeps apart.
"""

import html
import re
import socket
import ssl
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urljoin, urlsplit

SITEMAP = "/sitemap.xml"
CODINGS = ("br", "gzip", "identity")
PATIENCE = 30.0  # seconds for one answer
LOCATION = re.compile(r"<loc>([^<]+)</loc>")
FILE = re.compile(r"""/(?:static|media)/[^"'\s,?#<>()]+""")
LINK = re.compile(r'\s(?:href|src)="(/[^"#]*|\?page=\d{1,6})"')
STYLE_PART = re.compile(r"""url\(\s*["']?([^"')]+)""")
# What the front keeps for nobody, and what has no page of its own.
NEVER = re.compile(r"(/zh-hant)?/(admin|preview|feedback|leave|search)/")
PAGING = re.compile(r"page=\d{1,6}")


@dataclass(frozen=True)
class Answer:
    """What came back for one address; ``status`` is that of the first refusal, else 200."""

    address: str
    status: int | str
    text: str = ""

    @property
    def is_good(self) -> bool:
        return self.status == 200


@dataclass
class Reader(AbstractContextManager):
    """Asks one site, over as many kept connections as there are threads; closes them at the end.

    *base* is how readers write it (``https://www.example.gov.cn``); *via* is where to connect
    instead of where that name leads (``127.0.0.1:443``).
    """

    base: str
    via: str = ""
    _local: threading.local = field(default_factory=threading.local, repr=False)
    _open: set[HTTPConnection] = field(default_factory=set, repr=False)

    def __exit__(self, *failure: object) -> None:
        for connection in self._open:
            connection.close()

    def get(self, address: str, coding: str = "identity") -> tuple[int | str, bytes]:
        """Return status and body, or the reason why there are none; a lost connection is retried."""
        for _ in range(2):
            try:
                return self._ask(address, coding)
            except (OSError, HTTPException) as error:
                reason = f"{type(error).__name__}: {error}"
                self._drop()
        return reason, b""

    def _ask(self, address: str, coding: str) -> tuple[int, bytes]:
        if getattr(self._local, "connection", None) is None:
            self._local.connection = self._connect()
            self._open.add(self._local.connection)
        headers = {"Host": urlsplit(self.base).netloc, "Accept-Encoding": coding}
        self._local.connection.request("GET", address, headers=headers)
        response = self._local.connection.getresponse()
        return response.status, response.read()

    def _connect(self) -> HTTPConnection:
        site = urlsplit(self.base)
        secure = site.scheme == "https"
        target = urlsplit(f"//{self.via}") if self.via else site
        kind = HTTPSConnection if secure else HTTPConnection
        port = target.port or (443 if secure else 80)
        connection = kind(target.hostname, port, timeout=PATIENCE)
        if secure:  # the certificate is the site's, wherever we connect
            plain = socket.create_connection((target.hostname, port), PATIENCE)
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(plain, server_hostname=site.hostname)
        return connection

    def _drop(self) -> None:
        if (connection := getattr(self._local, "connection", None)) is not None:
            connection.close()
            self._open.discard(connection)
        self._local.connection = None


def published(reader: Reader) -> list[str]:
    """Return the addresses in the sitemap; raise ConnectionError when it cannot be read."""
    found: dict[str, None] = {}
    for part in _locations(reader, SITEMAP):
        found.update(dict.fromkeys(_locations(reader, part)))
    return list(found)


def _locations(reader: Reader, address: str) -> list[str]:
    status, body = reader.get(address)
    if status != 200:
        raise ConnectionError(f"{address}: {status}")
    own = (_own(reader.base, html.unescape(found)) for found in LOCATION.findall(body.decode()))
    return list(filter(None, own))


def _own(base: str, location: str) -> str:
    """Return path and query of an address of this site; nothing for another's."""
    site, there = urlsplit(base), urlsplit(location)
    if (there.scheme, there.netloc) != (site.scheme, site.netloc):
        return ""
    return f"{there.path}?{there.query}" if there.query else there.path


def linked(address: str, text: str) -> set[str]:
    """Return what a page needs and where it leads on this site, paging included."""
    needed = set(FILE.findall(text))
    for link in LINK.findall(text):
        target = urljoin(address, html.unescape(link))
        path, _, query = target.partition("?")
        if (not query or PAGING.fullmatch(query)) and not NEVER.match(path):
            needed.add(target)
    if address.endswith(".css"):
        needed |= {urljoin(address, part) for part in STYLE_PART.findall(text) if ":" not in part}
    return {target for target in needed if target.startswith("/") and target[1:2] != "/"}


def warm(reader: Reader, addresses: Iterable[str], *, parallel: int) -> Iterator[Answer]:
    """Ask for *addresses*, for what they need and where they lead; yield each answer once.

    What was only linked is asked for, its files too, but not what it links to in turn.
    """
    seen = dict.fromkeys(addresses)
    wave, follow = list(seen), True
    with ThreadPoolExecutor(parallel) as pool:
        while wave:
            found: dict[str, None] = {}
            for answer in pool.map(lambda address: _in_each_coding(reader, address), wave):
                for target in sorted(linked(answer.address, answer.text)):
                    if follow or FILE.match(target):
                        found[target] = None
                yield Answer(answer.address, answer.status)
            wave = [address for address in found if address not in seen]
            seen.update(dict.fromkeys(wave))
            follow = False


def _in_each_coding(reader: Reader, address: str) -> Answer:
    """Ask once for each copy that the front keeps; pictures have one."""
    codings = CODINGS[-1:] if address.startswith("/media/") else CODINGS
    for coding in codings:
        status, body = reader.get(address, coding)
        if status != 200:
            return Answer(address, status)
    return Answer(address, 200, _text(body))


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:  # a picture: nothing is linked from it
        return ""
