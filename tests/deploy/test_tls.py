"""https at the front: by its own certificate, or by a terminator before it."""

import os
import shutil
import socket
import ssl
import subprocess
from pathlib import Path

import pytest

from tests.deploy.front import PATIENCE, Front, free_port
from tests.deploy.rendering import NGINX, put

pytestmark = pytest.mark.xdist_group("deploy")


def make_certificate(folder: Path) -> None:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
         "-days", "1", "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip


@pytest.mark.skipif(
    not (shutil.which("nginx") and shutil.which("openssl")),
    reason="nginx or openssl is not installed",
)
def test_the_tls_include_speaks_http_2_and_nothing_old(tmp_path: Path) -> None:
    front, port = Front(tmp_path, dict(os.environ)), free_port()
    front.nginx_command()
    make_certificate(tmp_path / "tls")
    include = (NGINX / "tls.conf").read_text()
    put(tmp_path, "listen.d/tls.conf", include.replace("listen 443", f"listen 127.0.0.1:{port}"))
    context = ssl.create_default_context(cafile=tmp_path / "tls" / "fullchain.pem")
    context.set_alpn_protocols(["h2"])

    front.start_nginx()
    try:
        with (
            socket.create_connection(("127.0.0.1", port), PATIENCE) as plain,
            context.wrap_socket(plain, server_hostname="localhost") as secure,
        ):
            spoken, version = secure.selected_alpn_protocol(), secure.version()
    finally:
        front.stop()

    assert spoken == "h2"
    assert version in {"TLSv1.2", "TLSv1.3"}


@pytest.mark.one_database
def test_only_the_named_terminator_may_say_https(front: Front, tmp_path: Path) -> None:
    behind = Front(tmp_path, front.environment, front.application_port, terminator="127.0.0.1")

    behind.start_nginx()
    try:
        believed = behind.get("/articles/20220001/", X_Forwarded_Proto="https")
    finally:
        behind.stop()

    forged = front.get("/articles/20220001/", X_Forwarded_Proto="https")
    assert f'href="https://{behind.host}/articles/20220001/"' in believed.text
    assert f'href="http://{front.host}/articles/20220001/"' in forged.text
