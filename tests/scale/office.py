"""An office on its own database, and its readers on two application servers.

``prepare`` runs within manage.py; ``Office`` is what the tests hold.
"""

import json
import os
import re
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from django.core.management import call_command
from django.test import Client

from articles.accounts import second_factor
from tests.accounts.door import CODE, code_of, knock
from tests.builders import a_draft, a_published, approve
from tests.conftest import member
from tests.deploy.front import Front, Reply, free_port
from tests.deploy.rendering import ROOT

CHANNEL = "/channels/yuan-qu-dong-tai/"
FEED = "/feeds/articles.xml"
DRAFTS = 12
PREPARE = "from tests.scale.office import prepare; prepare()"


def prepare() -> None:
    """Leave tables, approved drafts and a reviewer who is signed in; print what tests need."""
    call_command("migrate", verbosity=0)
    chenjing = member("chenjing", "陈静", "三审", is_superuser=True)
    device = second_factor.offer_device(chenjing)
    second_factor.enrol(chenjing, code_of(device, steps_ago=1))
    desk = Client(SERVER_NAME="127.0.0.1")
    knock(desk, "chenjing")
    desk.post(CODE, {"code": code_of(device)})
    a_published(title="早先的报道")
    drafts = [approve(a_draft(title=f"第{number:02}号报道")) for number in range(DRAFTS)]
    print(json.dumps({  # noqa: T201
        "session": desk.cookies["sessionid"].value,
        "drafts": [[draft.pk, draft.title, draft.get_absolute_url()] for draft in drafts],
    }))  # fmt: skip


def environment(database: str, media: Path, **more: str) -> dict[str, str]:
    """Return the environment of one production server."""
    return {
        **os.environ,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DEBUG": "off",
        "HTTPS": "off",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "gaoxin.settings",
        "MEDIA_ROOT": str(media),
        "PYTHON": sys.executable,
        "WORKERS": "1",
        "THREADS": "2",
        **more,
    }


@dataclass(frozen=True)
class Draft:
    pk: int
    title: str
    address: str


class Office:
    """Two application servers on one database, and drafts that wait for a signature."""

    def __init__(self, home: Path, environment: dict[str, str]) -> None:
        self.servers = [straight(home / name, environment) for name in ("one", "two")]
        self.one, self.two = self.servers
        self._session = ""
        self._drafts: list[Draft] = []

    def collect(self) -> None:
        """Collect the static files, which belong to the whole checkout."""
        collect = ROOT / "deploy" / "collect"
        subprocess.run([collect], env=self.one.environment, check=True, timeout=120)

    def open(self) -> None:
        """Fill the database and start both servers."""
        made = json.loads(self.one.manage("shell", "--no-imports", "-c", PREPARE))
        self._session = made["session"]
        self._drafts = [Draft(*each) for each in made["drafts"]]
        for server in self.servers:
            server.start_application()

    def close(self) -> None:
        for server in self.servers:
            server.stop()

    def sign(self, at: Front) -> Draft:
        """Publish the next draft through the admin of one server, as 陈静 does."""
        draft = self._drafts.pop()
        address = f"/admin/articles/article/{draft.pk}/perform/publish/"
        token = secrets.token_hex(16)
        cookie = f"sessionid={self._session}; csrftoken={token}"
        asked = at.get(address, Cookie=cookie).text
        seen = re.search(r'name="seen_hash" value="(\w+)"', asked)
        fields = {"csrfmiddlewaretoken": token, "remark": "同意", "seen_hash": seen[1]}
        done = posted(at, address, fields, cookie)
        assert done.status == 302, done.text
        return draft


def posted(at: Front, address: str, fields: dict[str, str], cookie: str) -> Reply:
    kind = "application/x-www-form-urlencoded"
    return at.get(address, "POST", urlencode(fields), Content_Type=kind, Cookie=cookie)


def straight(home: Path, environment: dict[str, str]) -> Front:
    """Return an application server that is asked directly, without nginx."""
    home.mkdir()
    port = free_port()
    return Front(home, environment, application_port=port, port=port)
