"""Asks for one web address, politely, and never for one inside our own house.

Promise: only http and https, only ports 80 and 443, and only addresses of the public
Internet; what is looked at is the very address that is connected to, at every redirect. An
answer costs at most ``SECONDS`` and ``MOST_READ`` bytes, whatever the other side does. The
proxy of the environment is not used: behind it nobody could see what was connected to.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from urllib.parse import SplitResult, quote, urldefrag, urljoin, urlsplit

from articles.link_checking.titles import title_of
from articles.text.sanitizing import web_address

SECONDS = 10.0  # for one request
SECONDS_IN_ALL = 25.0  # for an address with all its redirects
MOST_READ = 256 * 1024
MOST_REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
# Public by the letter, but they lead to an IPv4 address of somebody's choice.
TUNNELS = tuple(
    map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
)
PATH = "/%:@!$&'()*+,;=~-._?"


class Refused(Exception):
    """We do not go there; the message says why, in Chinese."""


class Unreachable(Exception):
    """Nothing came back; the message says why, in Chinese. ``talked``: a connection stood."""

    def __init__(self, message: str, *, talked: bool = False) -> None:
        super().__init__(message)
        self.talked = talked


@dataclass(frozen=True)
class Policy:
    """Who asks, and which networks besides the public ones may be asked (tests only)."""

    agent: str
    networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()
    trusted: ssl.SSLContext | None = None

    def allows(self, address: str, port: int) -> bool:
        """Whether a connection to this IP address and port is made."""
        known = ipaddress.ip_address(address.partition("%")[0])
        known = getattr(known, "ipv4_mapped", None) or known
        if any(known.version == own.version and known in own for own in self.networks):
            return True
        return port in PORTS.values() and is_public(known)


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether *address* is one of the public Internet.

    >>> is_public(ipaddress.ip_address("169.254.169.254")), is_public(ipaddress.ip_address("::1"))
    (False, False)
    """
    tunnelled = any(address.version == own.version and address in own for own in TUNNELS)
    odd = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not (tunnelled or odd)


@dataclass(frozen=True)
class Response:
    """One answer, before it is known whether it is the last."""

    status: int
    location: str
    title: str
    is_page: bool
    organisation: str


@dataclass(frozen=True)
class Answer:
    """What an address led to in the end."""

    status: int
    final_address: str
    title: str = ""
    organisation: str = ""
    redirects: tuple[int, ...] = ()

    @property
    def has_moved(self) -> bool:
        """Whether every redirect on the way said that it is for good."""
        return bool(self.redirects) and PERMANENT.issuperset(self.redirects)


def fetch(address: str, policy: Policy) -> Answer:
    """Follow *address* to its end: HEAD first, GET for pages and for who does not answer HEAD.

    Raises Refused or Unreachable.
    """
    deadline = time.monotonic() + SECONDS_IN_ALL
    method, redirects = "HEAD", []
    while True:
        try:
            response = _ask(method, address, policy, deadline)
        except Unreachable as failure:
            if method == "HEAD" and failure.talked:
                method = "GET"
                continue
            raise
        if response.status in REDIRECTS and response.location:
            if len(redirects) == MOST_REDIRECTS:
                raise Refused(f"转了 {MOST_REDIRECTS} 次还没有到，可能要用浏览器才能打开")
            redirects.append(response.status)
            address = _next(address, response.location)
        elif method == "HEAD" and (response.is_page or not 200 <= response.status < 300):
            method = "GET"
        else:
            end = (response.status, address, response.title, response.organisation)
            return Answer(*end, tuple(redirects))


def _next(address: str, location: str) -> str:
    try:
        target = web_address(urldefrag(urljoin(address, location)).url)
    except ValueError:
        target = ""
    if not target:
        raise Refused("转到了不是网页的地址")
    return target


def _ask(method: str, address: str, policy: Policy, deadline: float) -> Response:
    parts = urlsplit(address)
    end = min(deadline, time.monotonic() + SECONDS)
    host, port = _host_and_port(parts)
    with _closed_in_time(_connected(host, port, policy, end), end) as line:
        try:
            if parts.scheme == "https":
                _secure(line, host, policy)
            return _exchanged(line.sock, method, parts, policy)
        except ssl.SSLCertVerificationError as error:
            raise Unreachable(f"安全证书有问题：{error.verify_message}") from error
        except ssl.SSLError as error:
            raise Unreachable("没有建立安全连接（TLS）", talked=True) from error
        except (http.client.HTTPException, OSError, ValueError) as error:
            late = time.monotonic() >= end
            said = f"超过 {SECONDS:.0f} 秒没有答复" if late else "连接中断，没有像样的答复"
            raise Unreachable(said, talked=not late) from error


def _host_and_port(parts: SplitResult) -> tuple[str, int]:
    """Return the host as the name servers know it, and the port; raise Refused for others."""
    try:
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError) as error:
        raise Refused("网址的写法不对") from error
    if not host:
        raise Refused("网址里没有主机名")
    return host, port


def _connected(host: str, port: int, policy: Policy, end: float) -> socket.socket:
    """Return a connection to *host*, every address of which is allowed; the first that answers."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable("域名不存在，或暂时查不到（DNS）") from error
    addresses = list(dict.fromkeys(str(row[4][0]) for row in found))
    if not addresses or not all(policy.allows(address, port) for address in addresses):
        raise Refused("不是公共互联网上的网址，或用了少见的端口，系统不去查")
    for address in addresses[:3]:
        left = end - time.monotonic()
        if left <= 0:
            break
        try:
            return socket.create_connection((address, port), timeout=left)
        except OSError:
            continue
    raise Unreachable("连不上服务器")


@dataclass
class Line:
    """A connection, whichever socket speaks for it: TLS puts another in the first one's place."""

    sock: socket.socket

    def cut(self) -> None:
        try:
            self.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # closed already


@contextmanager
def _closed_in_time(sock: socket.socket, end: float) -> Iterator[Line]:
    """Break the connection at *end*, however slowly the other side drips."""
    line = Line(sock)
    timer = threading.Timer(max(0.0, end - time.monotonic()), line.cut)
    timer.daemon = True
    timer.start()
    try:
        yield line
    finally:
        timer.cancel()
        line.sock.close()


def _secure(line: Line, host: str, policy: Policy) -> None:
    trusted = policy.trusted or _system_trust()
    line.sock = trusted.wrap_socket(line.sock, server_hostname=host, do_handshake_on_connect=False)
    line.sock.do_handshake()


@cache
def _system_trust() -> ssl.SSLContext:
    return ssl.create_default_context()


def _exchanged(sock: socket.socket, method: str, parts: SplitResult, policy: Policy) -> Response:
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(*_host_and_port(parts))
    connection.auto_open = False
    connection.sock = sock
    target = quote(parts.path or "/", safe=PATH) + (
        f"?{quote(parts.query, safe=PATH)}" if parts.query else ""
    )
    headers = {
        "User-Agent": policy.agent,
        "Accept": "text/html,*/*;q=0.5",
        "Accept-Language": "zh-CN,zh;q=0.9",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    organisation = _organisation(sock)  # the answer's end closes the socket
    connection.request(method, target, headers=headers)
    answer = connection.getresponse()
    kind_of_content = answer.headers.get("Content-Type", "")
    is_page = "html" in kind_of_content.lower()
    plain = answer.headers.get("Content-Encoding", "identity").lower() == "identity"
    body = _read(answer) if method == "GET" and is_page and plain else b""
    return Response(
        answer.status,
        _header(answer.headers.get("Location", "")),
        title_of(body, kind_of_content),
        is_page,
        organisation,
    )


def _read(answer: http.client.HTTPResponse) -> bytes:
    """Return the beginning of the page; one that breaks off has begun all the same."""
    body = b""
    while len(body) < MOST_READ:
        try:
            part = answer.read(min(16_384, MOST_READ - len(body)))
        except http.client.IncompleteRead as broken:
            return body + broken.partial
        if not part:
            break
        body += part
    return body


def _header(value: str) -> str:
    """Return a header as its sender wrote it: addresses in UTF-8 come as Latin-1."""
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value


def _organisation(sock: socket.socket) -> str:
    """Return whom the certificate names, "" for one that names the host only."""
    if not isinstance(sock, ssl.SSLSocket):
        return ""
    subject = (sock.getpeercert() or {}).get("subject", ())
    named = [value for part in subject for key, value in part if key == "organizationName"]
    return re.sub(r"\s+", " ", named[0]).strip()[:200] if named else ""
