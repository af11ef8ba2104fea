"""The files for two servers, as the programs that read them take them."""

import os
import re
import subprocess

import pytest

from tests.deploy.rendering import ROOT
from tests.deploy.test_configuration import SAMPLE, compose

pytestmark = [pytest.mark.one_database, pytest.mark.xdist_group("scale")]
FILES = ("-f", "docker-compose.yml", "-f", "deploy/compose.scale.yml")
SECRETS = {"REPLICA_PASSWORD": "a1", "CACHE_PASSWORD": "b2", "S3_KEY": "c3", "S3_SECRET": "d4"}


@pytest.fixture(scope="module")
def checked() -> subprocess.CompletedProcess:
    """What compose makes of the files."""
    return compose(*FILES, "config", **SAMPLE, **SECRETS)


def test_compose_accepts_the_files(checked: subprocess.CompletedProcess) -> None:
    assert checked.returncode == 0, checked.stderr
    for service in ("web", "web2", "replica", "cache", "store", "bucket", "allow_replica"):
        assert f"\n  {service}:\n" in checked.stdout
    assert checked.stdout.count("CACHE_URL: valkey://:b2@cache:6379/0") == 3
    assert checked.stdout.count("MEDIA_S3: s3://c3:d4@store:9000/media?tls=off") == 3
    assert checked.stdout.count("REPLICA_URL: postgres://gaoxin@replica:5432/gaoxin") == 3


def test_both_servers_have_the_same_settings(checked: subprocess.CompletedProcess) -> None:
    """What the second server is told is written a second time: compose 1 extends nothing here."""
    printed = checked.stdout

    def environment(service: str) -> str:
        found = re.search(
            rf"\n  {service}:\n(?:    .*\n)*?    environment:\n((?:      .*\n)+)", printed
        )
        return "".join(sorted(found[1].splitlines(keepends=True)))

    assert environment("web2") == environment("web")


def test_the_scripts_of_the_replica_are_executable() -> None:
    for name in ("allow_replica", "follow"):
        assert os.access(ROOT / "deploy" / "postgres" / name, os.X_OK), name
