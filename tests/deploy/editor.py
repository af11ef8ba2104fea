"""An editor at the shipped front: what is acknowledged to her, and what the database holds."""

import base64
import json
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Event, Thread
from urllib.parse import urlencode

import psycopg

from tests.deploy.databases import SQLITE
from tests.deploy.front import Front, Reply

PREPARE = "from tests.deploy.desk import prepare; prepare()"
ADD = "/admin/articles/article/add/"
UPLOAD = "/admin/articles/article/picture-upload/"
PAUSE = 0.05
TITLES = "SELECT title FROM articles_article"


def titles(database: str) -> set[str]:
    """Return the titles of all articles, as the database itself tells them."""
    if database.startswith(SQLITE):
        with closing(sqlite3.connect(database.removeprefix(SQLITE))) as file:
            return {title for (title,) in file.execute(TITLES)}
    with psycopg.connect(database.replace("postgres://", "postgresql://", 1)) as server:
        return {title for (title,) in server.execute(TITLES)}


@dataclass
class Editor:
    """Saves one new article after another; remembers which saves were acknowledged."""

    front: Front
    session: str
    fields: dict
    picture: bytes
    acknowledged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, front: Front) -> "Editor":
        made = json.loads(front.manage("shell", "--no-imports", "-c", PREPARE))
        return cls(front, made["session"], made["fields"], base64.b64decode(made["picture"]))

    def post(self, address: str, body: bytes | str, kind: str) -> Reply:
        token = secrets.token_hex(16)
        cookie = f"sessionid={self.session}; csrftoken={token}"
        headers = {"Content_Type": kind, "Cookie": cookie, "X_CSRFToken": token}
        return self.front.get(address, "POST", body, **headers)

    def save(self, title: str) -> Reply:
        """Save a new draft; a redirect is the acknowledgement."""
        body = urlencode({**self.fields, "title": title})
        reply = self.post(ADD, body, "application/x-www-form-urlencoded")
        (self.acknowledged if reply.status == 302 else self.refused).append(title)
        return reply

    def upload(self, address: str = UPLOAD, name: str = "upload", **fields: object) -> Reply:
        """Send a picture as a browser's form does."""
        edge = secrets.token_hex(8)
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="a.jpg"\r\n'
        head += "Content-Type: image/jpeg\r\n\r\n"
        body = b"".join(parts) + head.encode() + self.picture + f"\r\n--{edge}--\r\n".encode()
        return self.post(address, body, f"multipart/form-data; boundary={edge}")

    def while_saving(self, fault: Callable[[], object]) -> set[str]:
        """Save without pause while *fault* happens; return what was acknowledged and is lost."""
        done = Event()

        def save_on() -> None:
            while not done.wait(PAUSE):
                title = f"存稿{secrets.token_hex(8)}"
                try:
                    self.save(title)
                except (OSError, HTTPException):
                    self.refused.append(title)

        saver = Thread(target=save_on)
        saver.start()
        try:
            fault()
        finally:
            done.set()
            saver.join()
        return set(self.acknowledged) - titles(self.front.environment["DATABASE_URL"])
