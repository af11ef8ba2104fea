"""PostgreSQL itself is killed: pages stay, nothing acknowledged is lost, all heals unaided."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.deploy.editor import Editor
from tests.deploy.faults import answers, seconds_until
from tests.deploy.front import Front, free_port
from tests.deploy.readers import read
from tests.scale.postgres import BIN, Server, owner

pytestmark = [
    pytest.mark.xdist_group("deploy"),
    pytest.mark.skipif(
        not os.environ.get("DATABASE_URL", "").startswith("postgres"),
        reason="only in the pass with PostgreSQL",
    ),
]
KEPT = ("/", "/articles/20220001/", "/articles/20190001/", "/zh-hant/articles/20220001/")


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    """A server of its own, so that it may be killed."""
    with tempfile.TemporaryDirectory(prefix="gaoxin-killed-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        if user := owner():
            shutil.chown(home, user)
        server = Server(home)
        server.create()
        server.start(database="postgres")
        server.run("createdb", "--maintenance-db=postgres", "gaoxin")
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="module")
def mortal(
    front: Front, postgres: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    """The same site on a copy of its database, in the server that may be killed."""
    source = front.environment["DATABASE_URL"]
    dump = subprocess.run(
        [BIN / "pg_dump", "--no-owner", source.replace("postgres://", "postgresql://", 1)],
        check=True, capture_output=True,
    ).stdout  # fmt: skip
    subprocess.run(
        [BIN / "psql", "--quiet", "--output=/dev/null"], input=dump, check=True,
        env=postgres.environment,
    )  # fmt: skip
    site = replace(
        front, home=tmp_path_factory.mktemp("mortal"), application_port=free_port(),
        port=free_port(), environment=front.environment | {"DATABASE_URL": postgres.url},
        application=None, nginx=None,
    )  # fmt: skip
    try:
        site.start_application()
        site.start_nginx()
        yield site
    finally:
        site.stop()


def test_a_database_that_is_killed_blanks_no_page_and_loses_no_save(
    mortal: Front, editor: Editor, postgres: Server
) -> None:
    writer = replace(editor, front=mortal, acknowledged=[], refused=[])
    for address in KEPT:
        assert mortal.get(address).status == 200
    lost: set[str] = set()

    def killed_and_back() -> None:
        seconds_until(lambda: len(writer.acknowledged) > 2)
        postgres.kill()
        seconds_until(lambda: len(writer.refused) > 2)
        postgres.come_back()
        seconds_until(lambda: answers(mortal))

    readings = read(mortal, KEPT, lambda: lost.update(writer.while_saving(killed_and_back)))

    assert readings.share >= 0.95, readings
    assert not readings.traces
    assert not lost
    assert writer.save("数据库回来之后的稿件").status == 302
