"""An office and its readers on two application servers, as tests and benchmark hold them."""

import json
import re
import secrets
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.deploy import production
from tests.deploy.front import Front, free_port
from tests.deploy.rendering import ROOT

CHANNEL = "/channels/yuan-qu-dong-tai/"
FEED = "/feeds/articles.xml"
PREPARE = "from tests.scale.filling import prepare; prepare()"


def environment(database: str, media: Path, **more: str) -> dict[str, str]:
    """Return the environment of one production server of several: small, and without a front."""
    return production.environment(database, media, **{"WORKERS": "1", "THREADS": "2", **more})


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

    def next(self) -> Draft:
        """Return the draft that will be signed next."""
        return self._drafts[-1]

    def sign(self, at: Front) -> Draft:
        """Publish the next draft through the admin of one server, as 陈静 does."""
        draft = self._drafts.pop()
        self._perform(draft, "publish", at)
        return draft

    def withdraw(self, draft: Draft, *, at: Front) -> None:
        """Withdraw it through the admin of one server."""
        self._perform(draft, "withdraw", at)

    def _perform(self, draft: Draft, action: str, at: Front) -> None:
        address = f"/admin/articles/article/{draft.pk}/perform/{action}/"
        token = secrets.token_hex(16)
        cookie = f"sessionid={self._session}; csrftoken={token}"
        asked = at.get(address, Cookie=cookie).text
        seen = re.search(r'name="seen_hash" value="(\w+)"', asked)
        fields = {"csrfmiddlewaretoken": token, "remark": "同意", "public_notice": "正在核实"}
        fields |= {"seen_hash": seen[1]} if seen else {}
        kind = "application/x-www-form-urlencoded"
        done = at.get(address, "POST", urlencode(fields), Content_Type=kind, Cookie=cookie)
        assert done.status == 302, done.text


def straight(home: Path, environment: dict[str, str]) -> Front:
    """Return an application server that is asked directly, without nginx."""
    home.mkdir()
    port = free_port()
    return Front(home, environment, application_port=port, port=port)
