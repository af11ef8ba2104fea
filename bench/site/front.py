"""nginx as deploy/ ships it, and beside it, in the same nginx, the same bytes as files."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.site.asking import Line
from bench.site.databases import ROOT, NotMeasurable
from bench.site.servers import Program, free_port
from tests.deploy.rendering import nginx_command

ENCODINGS = {"identity": "", "gzip": "gzip", "br": "br"}
STATIC = """
server {{
    listen 127.0.0.1:{port};
    root {folder};
    gzip off;
    default_type "text/html; charset=utf-8";
    location /gzip {{ add_header Content-Encoding gzip; add_header Vary Accept-Encoding; }}
    location /br {{ add_header Content-Encoding br; add_header Vary Accept-Encoding; }}
}}
"""
CONNECTIONS = 16


@dataclass(frozen=True)
class Front:
    """The running nginx."""

    program: Program
    static_port: int
    files: Path

    @property
    def port(self) -> int:
        return self.program.port


@contextmanager
def front(home: Path, application: Program, environment: dict[str, str]) -> Iterator[Front]:
    """Yield nginx before *application*, with a second server for files."""
    folder, files = home / "nginx", home / "nginx" / "files"
    files.mkdir(parents=True, exist_ok=True)
    port, static_port = free_port(), free_port()
    names = {
        "APPLICATION": f"127.0.0.1:{application.port}",
        "LISTEN": f"127.0.0.1:{port}",
        "TERMINATOR": "255.255.255.255",
    }
    command = nginx_command(folder, names)
    (folder / "conf.d" / "static.conf").write_text(STATIC.format(port=static_port, folder=files))
    with Program(command, ROOT, environment, home / "nginx.log", port) as program:
        yield Front(program, static_port, files)


def requests_per_second(port: int, address: str, encoding: str, seconds: int) -> float:
    """Return what wrk gets out of nginx on a few connections of this machine."""
    taken = ["-H", f"Accept-Encoding: {encoding}"] if encoding else []
    load = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"]
    said = subprocess.run(
        [*load, *taken, f"http://127.0.0.1:{port}{address}"],
        capture_output=True, text=True, check=True, timeout=seconds + 60,
    ).stdout  # fmt: skip
    if "Non-2xx" in said or "Socket errors" in said:
        raise NotMeasurable(f"errors under wrk: {said}")
    return float(re.search(r"Requests/sec:\s*([\d.]+)", said)[1])


def beside_a_file(front: Front, address: str, encoding: str, seconds: int) -> tuple[float, float]:
    """Return requests a second of the kept page, and of a file of the same bytes."""
    taken = {"Accept-Encoding": ENCODINGS[encoding] or "identity"}
    line = Line(front.port)
    for _ in range(3):
        page = line.ask(address, taken)
    (front.files / encoding).write_bytes(page.body)
    kept = requests_per_second(front.port, address, ENCODINGS[encoding], seconds)
    file = requests_per_second(front.static_port, f"/{encoding}", ENCODINGS[encoding], seconds)
    return kept, file
