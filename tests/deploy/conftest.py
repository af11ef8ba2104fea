"""One site for all deploy tests: the shipped files, started once, on a database of its own."""

import fcntl
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.deploy.databases import database
from tests.deploy.editor import Editor
from tests.deploy.faults import may_mount, small_disk
from tests.deploy.front import Front
from tests.deploy.production import FIXTURES, behind_a_front
from tests.deploy.rendering import ROOT

# In one process: each start of manage.py costs as much as either command.
FILL = f"""
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("loaddata", *{FIXTURES}, verbosity=0)
"""


@pytest.fixture(scope="session")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Both reports behind nginx and granian, exactly as deploy/ ships them."""
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed; continuous integration has it")
    home = tmp_path_factory.mktemp("front")
    with disks(home) as (data, media), database(data) as address:
        site = Front(home, behind_a_front(address, media))
        try:
            with one_at_a_time(tmp_path_factory.getbasetemp().parent / "collect.lock"):
                subprocess.run(
                    [ROOT / "deploy" / "collect"], env=site.environment, check=True, timeout=120
                )
            site.manage("shell", "--no-imports", "-c", FILL)
            site.start_application()
            site.start_nginx()
            yield site
        finally:
            site.stop()


@contextmanager
def disks(home: Path) -> Iterator[tuple[Path, Path]]:
    """Make the folders for data and media; each is a small disk of its own where root asks."""
    data, media = home / "data", home / "media"
    with ExitStack() as mounted:
        for folder, megabytes in ((data, 192), (media, 16)):
            folder.mkdir()
            if may_mount():
                mounted.enter_context(small_disk(folder, megabytes * 1024))
        yield data, media


@pytest.fixture(scope="session")
def editor(front: Front) -> Editor:
    """迪丽努尔, who is signed in and writes."""
    return Editor.at(front)


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Let one worker in at a time: the collected files belong to the whole checkout."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
