"""What readers and editors notice of each fault: `python -m bench.faults` prints a line for each.

The tests do the same in small (tests/deploy/). Needs nginx, and root for the faults of disks;
`python -m tests.with_postgres python -m bench.faults` measures PostgreSQL, otherwise SQLite.
Name faults to do only these. Takes some minutes.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from articles.public.warming import Reader, published
from tests.deploy import faults
from tests.deploy.conftest import disks
from tests.deploy.databases import database, outage
from tests.deploy.editor import Editor
from tests.deploy.front import Front
from tests.deploy.production import FIXTURES, behind_a_front
from tests.deploy.readers import dripping, read
from tests.deploy.rendering import ROOT

KEPT = ("/", "/articles/20220001/", "/articles/20190001/", "/zh-hant/articles/20220001/")
MADE = ("/tags/?made={}", "/articles/20190001/?made={}")


def say(what: str, *figures: object) -> None:
    print(f"{what}: {'; '.join(map(str, figures))}", flush=True)


def during(site: Front, editor: Editor, fault: Callable[[], object]) -> list[str]:
    """Do the fault while people read and one saves; return the figures."""
    taken: list[object] = []
    lost: set[str] = set()
    before = len(editor.acknowledged), len(editor.refused)

    def all_of_it() -> None:
        lost.update(editor.while_saving(lambda: taken.append(fault())))

    made = []
    kept = read(site, KEPT, lambda: made.append(read(site, MADE, all_of_it)))
    saved, refused = len(editor.acknowledged) - before[0], len(editor.refused) - before[1]
    return [
        f"kept pages {kept}",
        f"pages made each time {made[0]}",
        f"{saved} saves acknowledged, {refused} refused, {len(lost)} lost",
        *([f"healed in {taken[0]:.1f} s"] if isinstance(taken[0], float) else []),
    ]


def nothing(site: Front, editor: Editor) -> None:
    say("no fault, 10 s", *during(site, editor, lambda: time.sleep(10)))


def worker(site: Front, editor: Editor) -> None:
    figures = during(site, editor, lambda: faults.kill_workers(site, 15, 2))
    say("kill -9 of a worker every 2 s for 30 s", *figures)


def server(site: Front, editor: Editor) -> None:
    say("kill -9 of the server", *during(site, editor, lambda: faults.restart_server(site)))


def reload(site: Front, editor: Editor) -> None:
    def all_reloads() -> None:
        for _ in range(3):
            faults.reload_application(site)
            faults.reload_nginx(site)

    say("three reloads of granian and nginx", *during(site, editor, all_reloads))


def slow(site: Front, editor: Editor) -> None:
    with dripping(site, 1000) as drip:

        def for_ten_seconds() -> None:
            for _ in range(10):
                drip()
                time.sleep(1)

        say("1,000 dripping connections", *during(site, editor, for_ten_seconds))


def gone(site: Front, editor: Editor) -> None:
    """The database refuses everybody for ten seconds."""

    def without() -> float:
        with outage(site.environment["DATABASE_URL"]):
            time.sleep(10)
        return faults.seconds_until(lambda: faults.answers(site))

    say("database away for 10 s", *during(site, editor, without))


def disk(site: Front, editor: Editor) -> None:
    if not faults.may_mount():
        say("disks", "only root may do this")
        return
    media = Path(site.environment["MEDIA_ROOT"])
    with faults.full(media):
        said = editor.upload().text
        say("media full", *during(site, editor, lambda: time.sleep(3)), f"upload says {said}")
    with faults.read_only(media):
        said = editor.upload().text
        say("media read-only", *during(site, editor, lambda: time.sleep(3)), f"upload says {said}")
    with faults.full(site.home / "data"):
        figures = during(site, editor, lambda: time.sleep(3))
    say("disk of the data full (SQLite)", *figures)
    say("and free again: upload says", editor.upload().text)


def dead(site: Front, editor: Editor) -> None:
    """Warm, kill the application, read everything."""
    started = time.monotonic()
    report = site.manage("warm", "--host", f"http://{site.host}")
    say("warm", report.strip(), f"{time.monotonic() - started:.1f} s")
    addresses = _everything(site)
    site.kill_application()
    statuses = [site.get(address).status for address in addresses]
    good = statuses.count(200)
    site.start_application()
    say("application dead after warming", f"{good} of {len(statuses)} addresses good")


def _everything(site: Front) -> list[str]:
    with Reader(f"http://{site.host}") as reader:
        return published(reader)


def main() -> None:
    """Start the site, do the faults that were named, or all."""
    every = (nothing, worker, server, reload, slow, gone, disk, dead)
    wanted = [fault for fault in every if fault.__name__ in sys.argv[1:]] or every
    with tempfile.TemporaryDirectory(prefix="gaoxin-faults-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        with disks(home) as (data, media), database(data) as address:
            site = Front(home, behind_a_front(address, media))
            try:
                subprocess.run([ROOT / "deploy" / "collect"], env=site.environment, check=True)
                site.manage("migrate", "--verbosity", "0")
                site.manage("loaddata", "--verbosity", "0", *FIXTURES)
                site.start_application()
                site.start_nginx()
                editor = Editor.at(site)
                for address in KEPT:
                    site.get(address)
                for fault in wanted:
                    fault(site, editor)
            finally:
                site.stop()


if __name__ == "__main__":
    main()
