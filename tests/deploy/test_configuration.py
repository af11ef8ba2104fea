"""The configuration files themselves: accepted by the programs that read them."""

import os
import re
import shutil
import subprocess

import pytest

from tests.deploy.front import Front
from tests.deploy.rendering import NGINX, ROOT, only_the_template_names

SAMPLE = {
    "SECRET_KEY": "sample",
    "POSTGRES_PASSWORD": "p@ss/w:rd#$",
    "ALLOWED_HOSTS": "gaoxin.example",
    "TLS_DIRECTORY": "/etc/tls",
}


def compose(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    if (
        shutil.which("docker")
        and not subprocess.run(
            ["docker", "compose", "version"], capture_output=True, check=False
        ).returncode
    ):
        command = ["docker", "compose"]
    elif shutil.which("docker-compose"):
        command = ["docker-compose"]
    else:
        pytest.skip("neither docker compose nor docker-compose is installed")
    # Not the operator's own .env, and v1 takes no device for a file.
    empty = ROOT / "tests" / "deploy" / "empty.env"
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [*command, "--env-file", str(empty), *arguments], cwd=ROOT, env=kept | environment,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.xdist_group("deploy")
def test_nginx_accepts_the_rendered_configuration(front: Front) -> None:
    checked = subprocess.run(
        [*front.nginx_command(), "-t"], capture_output=True, text=True, check=False
    )

    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr


def test_the_template_names_nothing_that_compose_does_not_give() -> None:
    template = (NGINX / "site.conf.template").read_text()
    compose_file = (ROOT / "docker-compose.yml").read_text()

    names = set(re.findall(r"\$\{(\w+)\}", template))

    assert names == {"APPLICATION", "LISTEN", "TERMINATOR"}
    assert f"^({'|'.join(sorted(names))})$$" in compose_file


@pytest.mark.skipif(shutil.which("envsubst") is None, reason="envsubst is not installed")
def test_the_tests_fill_in_the_template_as_envsubst_does() -> None:
    values = {"APPLICATION": "web:8000", "LISTEN": "80", "TERMINATOR": "10.0.0.0/8"}
    template = (NGINX / "site.conf.template").read_text()

    filled = subprocess.run(
        ["envsubst", " ".join(f"${{{name}}}" for name in values)],
        input=template, env=os.environ | values, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip

    assert filled == only_the_template_names(template, values)


def test_nginx_variables_survive_the_template() -> None:
    filled = only_the_template_names("$host ${LISTEN} $LISTENER $LISTEN;", {"LISTEN": "80"})

    assert filled == "$host 80 $LISTENER 80;"


@pytest.mark.parametrize("files", [(), ("-f", "docker-compose.yml", "-f", "deploy/compose.tls.yml")])  # fmt: skip
def test_compose_accepts_the_files(files: tuple[str, ...]) -> None:
    checked = compose(*files, "config", **SAMPLE)

    assert checked.returncode == 0, checked.stderr
    for service in ("database:", "migrate:", "web:", "front:", "warm:"):
        assert f"\n  {service}\n" in checked.stdout


def test_a_migration_gives_up_before_readers_queue_behind_it() -> None:
    checked = compose("config", **SAMPLE)

    assert "PGOPTIONS: -c lock_timeout=5s" in checked.stdout


def test_without_secrets_the_file_is_valid_and_invents_none() -> None:
    """What is missing stays empty: the application and the database then refuse to start."""
    checked = compose("config")

    assert checked.returncode == 0, checked.stderr
    for name in ("SECRET_KEY", "PGPASSWORD", "POSTGRES_PASSWORD"):
        assert f"{name}: ''" in checked.stdout or f'{name}: ""' in checked.stdout


def test_the_programs_are_executable() -> None:
    for name in ("run", "manage.py", "deploy/serve", "deploy/collect"):
        assert os.access(ROOT / name, os.X_OK), name
