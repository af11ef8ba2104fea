"""nginx as deploy/ ships it, and beside it, in the same nginx, the same bytes as files."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.site.asking import Line
from bench.site.databases import NotMeasurable
from bench.site.processes import milliseconds
from bench.site.servers import Program, free_port
from bench.site.table import Row
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
    with Program(command, environment, home / "nginx.log", port) as program:
        yield Front(program, static_port, files)


@dataclass(frozen=True)
class Rate:
    """What nginx gave: requests a second, and its own CPU milliseconds for each."""

    each_second: float
    cost: float


def rate(front: Front, port: int, address: str, encoding: str, seconds: int) -> Rate:
    """Return what wrk gets out of nginx on a few connections of this machine."""
    taken = ["-H", f"Accept-Encoding: {encoding}"] if encoding else []
    load = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"]
    before = milliseconds([front.program.pid])
    said = subprocess.run(
        [*load, *taken, f"http://127.0.0.1:{port}{address}"],
        capture_output=True, text=True, check=True, timeout=seconds + 60,
    ).stdout  # fmt: skip
    spent = milliseconds([front.program.pid]) - before
    if "Non-2xx" in said or "Socket errors" in said:
        raise NotMeasurable(f"errors under wrk: {said}")
    each_second = float(re.search(r"Requests/sec:\s*([\d.]+)", said)[1])
    return Rate(each_second, spent / int(re.search(r"(\d+) requests in", said)[1]))


def beside_a_file(front: Front, address: str, encoding: str, seconds: int) -> tuple[Rate, Rate]:
    """Return the rate of the kept page, and that of a file of the same bytes."""
    header = ENCODINGS[encoding]
    line = Line(front.port)
    for _ in range(3):
        page = line.ask(address, {"Accept-Encoding": header or "identity"})
    line.close()
    (front.files / encoding).write_bytes(page.body)
    kept = rate(front, front.port, address, header, seconds)
    return kept, rate(front, front.static_port, f"/{encoding}", header, seconds)


def rows(front: Front, address: str, *, rounds: int, seconds: int) -> Iterator[Row]:
    """Yield a row for each encoding, its page and its file asked in turn."""
    pairs: dict[str, list[tuple[Rate, Rate]]] = {encoding: [] for encoding in ENCODINGS}
    for _ in range(rounds):
        for encoding, found in pairs.items():
            found.append(beside_a_file(front, address, encoding, seconds))
    for encoding, found in pairs.items():
        ratio = median(kept.each_second / file.each_second for kept, file in found)
        kept, file = (
            median(each.each_second for each in side) for side in zip(*found, strict=True)
        )
        cost, unit = (median(each.cost for each in side) for side in zip(*found, strict=True))
        detail = f"{kept:,.0f}/s against {file:,.0f}/s; nginx CPU {cost:.3f} against {unit:.3f} ms"
        what = f"front, kept page against a file, {encoding}"
        yield Row(what, ratio, "x file", 0.9, at_least=True, detail=detail)
