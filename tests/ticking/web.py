"""A small web on this machine: pages that are well, moved, slow, vast, or lead where they should not."""

import ipaddress
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from articles.link_checking.fetching import Policy

LOCAL = tuple(map(ipaddress.ip_network, ("127.0.0.0/8", "::1/128")))
PAGE = "<html><head><title>高新区 &amp; 园区</title></head><body>{}</body></html>"


def local_policy(**more: object) -> Policy:
    return Policy("GaoxinLinkCheck/1.0 (+https://gaoxin.example/)", LOCAL, **more)


class Web(ThreadingHTTPServer):
    """Remembers what it was asked; ``redirects`` are set by tests."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Pages)
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.redirects: dict[str, tuple[int, str]] = {}

    @property
    def port(self) -> int:
        return self.server_address[1]

    def at(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def handle_error(self, *_: object) -> None:
        """Clients that cut the line are what is tested."""


class Pages(BaseHTTPRequestHandler):
    server: Web

    def do_HEAD(self) -> None:
        self.answer(with_body=False)

    def do_GET(self) -> None:
        self.answer(with_body=True)

    def answer(self, *, with_body: bool) -> None:
        self.server.asked.append((self.command, self.path))
        self.server.agents.add(self.headers["User-Agent"])
        if self.path in self.server.redirects:
            status, target = self.server.redirects[self.path]
            self.reply(status, b"", Location=target)
        elif self.path == "/no-head" and not with_body:
            self.reply(405, b"")
        elif self.path == "/rude" and not with_body:
            self.connection.close()
        elif self.path == "/drip":
            self.drip()
        elif self.path == "/vast":
            self.reply(200, PAGE.format("x" * 3_000_000).encode() if with_body else b"")
        elif self.path == "/gb":
            self.reply(200, PAGE.encode("gb18030"), kind="text/html; charset=gb2312")
        elif self.path == "/file":
            self.reply(200, b"%PDF", kind="application/pdf")
        elif self.path.startswith("/status/"):
            self.reply(int(self.path.rpartition("/")[2]), b"")
        else:
            self.reply(200, PAGE.encode() if with_body else b"")

    def reply(self, status: int, body: bytes, *, kind: str = "text/html", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name, value.encode().decode("latin-1"))
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        for _ in range(100):
            self.wfile.write(b"H")
            time.sleep(0.05)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[Web]:
    """Serve on a port of this machine, by TLS where a certificate is given."""
    web = Web()
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        web.socket = context.wrap_socket(web.socket, server_side=True)
    thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.shutdown()
        web.server_close()


def a_certificate(folder: Path, organisation: str = "高新区测试单位") -> Path:
    """Return a file with key and certificate for localhost, signed by itself."""
    made = folder / "server.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-utf8", "-subj", f"/O={organisation}/CN=localhost", "-days", "2",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", made, "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    made.write_text(made.read_text() + (folder / "cert.pem").read_text())
    return made
