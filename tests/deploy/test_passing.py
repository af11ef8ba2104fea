"""What the front tells the application about a reader: each thing once, and nothing forged."""

from collections.abc import Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.deploy.front import Front

pytestmark = [pytest.mark.xdist_group("deploy"), pytest.mark.one_database]
FORGED = {
    "X_Forwarded_For": "203.0.113.9",
    "X_Forwarded_Proto": "https",
    "X_Request_ID": "forged\\ta-line",
    "Connection": "close, X-Forwarded-For",
}


class Listener(BaseHTTPRequestHandler):
    """An application that only remembers what it was told."""

    heard: list[Message] = []

    def do_GET(self) -> None:
        self.heard.append(self.headers)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def listening(front: Front, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """The shipped nginx before an application that only listens."""
    server = HTTPServer(("127.0.0.1", 0), Listener)
    Thread(target=server.serve_forever, daemon=True).start()
    home: Path = tmp_path_factory.mktemp("listening")
    before = Front(home, front.environment, server.server_port)
    before.start_nginx()
    try:
        yield before
    finally:
        before.stop()
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("address", ["/", "/static/x.css", "/media/x.jpg", "/admin/", "/healthz"])
def test_the_address_is_passed_once_and_nothing_forged(listening: Front, address: str) -> None:
    Listener.heard.clear()

    listening.get(address, **FORGED)

    (heard,) = Listener.heard
    assert heard.get_all("X-Forwarded-For") == ["127.0.0.1"]
    assert heard.get_all("X-Forwarded-Proto") == ["http"]
    assert heard.get_all("Host") == [listening.host]
    (request_id,) = heard.get_all("X-Request-ID")
    assert len(request_id) == 32
    assert request_id.isalnum()


def test_both_logs_know_a_request_by_one_name(listening: Front) -> None:
    Listener.heard.clear()
    listening.get("/?both-logs")

    request_id = Listener.heard[0]["X-Request-ID"]

    assert listening.logged("both-logs").endswith(f" {request_id}")
