"""One application server and two, on one database, with and without its replica.

    python -m bench.two_servers [seconds [kept|rendered]]

PostgreSQL, its replica, redis-server, nginx and granian are started natively, all on this
machine, from the files that deploy/ ships; wrk asks. nginx only spreads the requests here and
keeps nothing: what a reader's front keeps never reaches the application. Requests per second
are those of a machine that also runs everything else, so two servers cannot be twice as fast
on it; processor time per request is what a machine of its own has to give.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.front import Front, free_port
from tests.deploy.production import FIXTURES
from tests.scale.office import environment, straight
from tests.scale.postgres import Pair, Server, owner
from tests.scale.redis import Redis

SECONDS = 8
PAGES = {"article": "/articles/20220001/", "list": "/archive/"}
CONNECTIONS = 32
NGINX = """
worker_processes 1; pid {home}/nginx.pid; error_log {home}/nginx-error.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    upstream application {{ {servers} keepalive 64; }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://application; proxy_http_version 1.1;
            proxy_set_header Connection ""; proxy_set_header Host $http_host;
        }}
    }}
}}
"""


@dataclass(frozen=True)
class Case:
    """How many servers, from what they answer, and what they know of."""

    servers: int
    pages: str
    settings: tuple[str, ...] = ()

    def environment(self, known: dict[str, str]) -> dict[str, str]:
        kept = {} if self.pages == "kept" else {"PAGE_STORE_MB": "0"}
        return kept | {name: known[name] for name in self.settings}


CASES = (
    Case(1, "kept"),
    Case(2, "kept"),
    Case(2, "kept", ("CACHE_URL",)),
    Case(1, "rendered"),
    Case(2, "rendered"),
    Case(2, "rendered", ("REPLICA_URL",)),
)


def say(line: str) -> None:
    print(line, flush=True)


def processor_time(root: int) -> float:
    """Return the milliseconds that a process and its descendants have had so far."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    wanted, total = [root], 0
    while wanted:
        pid = wanted.pop()
        wanted += children.get(pid, [])
        for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            try:
                total += int(task.read_text().split()[0])
            except OSError:
                continue
    return total / 1e6


@contextmanager
def nginx(home: Path, servers: list[Front]) -> Iterator[tuple[int, int]]:
    """Spread requests over *servers*; yield the port and the process."""
    port = free_port()
    named = " ".join(f"server 127.0.0.1:{server.port} max_fails=0;" for server in servers)
    configuration = home / "nginx.conf"
    configuration.write_text(NGINX.format(home=home, servers=named, port=port))
    command = ["nginx", "-p", str(home), "-c", str(configuration), "-g", "daemon off;"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        Front(home, {}, port=port)._until_it_listens(process, port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def ask(url: str, seconds: int) -> tuple[float, int]:
    """Return requests a second and their number, all of which must be answered with 200."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", "Accept-Encoding: br", url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        sys.exit(f"{url}: {said}")
    number = int(re.search(r"(\d+) requests in", said)[1]) or sys.exit(f"{url}: no answer")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), number


def warm(port: int, address: str) -> None:
    """Ask until every worker has answered a few times: what is made once is made."""
    front = Front(Path(), {}, port=port)
    for _ in range(40):
        front.get(address, Accept_Encoding="br")


def measure(case: Case, home: Path, pair: Pair, base: dict[str, str], seconds: int) -> None:
    """Print one line for each page."""
    with ExitStack() as stack:
        servers = [
            straight(Path(tempfile.mkdtemp(dir=home)) / "s", base) for _ in range(case.servers)
        ]
        for server in servers:
            stack.callback(server.stop)
            server.start_application()
        port, front = stack.enter_context(nginx(home, servers))
        roots = {
            "application": [server.application.pid for server in servers],
            "primary": [pair.primary.process.pid],
            "replica": [pair.replica.process.pid],
            "nginx": [front],
        }
        for name, address in PAGES.items():
            url = f"http://127.0.0.1:{port}{address}"
            warm(port, address)
            before = {part: sum(map(processor_time, pids)) for part, pids in roots.items()}
            rate, number = ask(url, seconds)
            used = {
                part: (sum(map(processor_time, pids)) - before[part]) / number
                for part, pids in roots.items()
            }
            more = ", ".join(word.removesuffix("_URL").lower() for word in case.settings)
            parts = "".join(f"{used[part]:>12.3f}" for part in roots)
            say(f"{case.servers:>7}  {case.pages:<9}{more:<9}{name:<8}{rate:>10.0f}{parts}")


def main() -> None:
    """Start what stands behind, then measure each case."""
    for program in ("wrk", "nginx", "redis-server"):
        if shutil.which(program) is None:
            sys.exit(f"{program} is not installed: apt install wrk nginx redis-server")
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gaoxin-two-")))
        home.chmod(0o755)
        pair = Pair(*(Server(home / name, logged="none") for name in ("primary", "replica")))
        for server in (pair.primary, pair.replica):
            server.home.mkdir()
            if user := owner():
                shutil.chown(server.home, user)
        stack.callback(pair.stop)
        pair.start()
        redis = Redis(home)
        redis.start()
        stack.callback(redis.stop)
        (home / "media").mkdir()
        known = {"REPLICA_URL": pair.replica.url, "CACHE_URL": redis.url}
        base = environment(pair.primary.url, home / "media", WORKERS="2", THREADS="4")
        office = straight(home / "office", base)
        office.manage("migrate", "--verbosity", "0")
        office.manage("loaddata", "--verbosity", "0", *FIXTURES)
        pair.catch_up()
        say(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before the start, "
            f"{CONNECTIONS} connections, {seconds} s each")  # fmt: skip
        say("servers  pages    with     page      requests/s " + "processor ms per request: "
            "application, primary, replica, nginx")  # fmt: skip
        wanted = sys.argv[2:] or ["kept", "rendered"]
        for case in (case for case in CASES if case.pages in wanted):
            measure(case, home, pair, base | case.environment(known), seconds)


if __name__ == "__main__":
    main()
