"""Readers who come to the site as a server hands them over, through the page store."""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import RequestFactory

from articles.public.store import PageStore


@contextmanager
def same_connection() -> Iterator[None]:
    """Leave the test its connection, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Front:
    """A worker's page store before Django; ``made`` counts how often Django was asked."""

    megabytes: int = 4
    made: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._django = get_wsgi_application()
        self.store = PageStore(self._application, megabytes=self.megabytes)

    def _application(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.made.append(environ["PATH_INFO"])
        return self._django(environ, start_response)

    def ask(self, address: str, method: str = "GET", **headers: str) -> Reply:
        """Ask for *address*; ``Accept_Encoding="br"`` is that header."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = RequestFactory(headers=named).generic(method, address)
        started: list[tuple[str, list[tuple[str, str]]]] = []
        environ = {**request.environ, "wsgi.input": io.BytesIO()}
        with same_connection():
            body = b"".join(self.store(environ, lambda *said: started.append(said[:2])))
        status, sent = started[0]
        return Reply(int(status.split()[0]), {name.lower(): value for name, value in sent}, body)
