"""Asks servers on this machine, over connections that stay open as nginx keeps them."""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bench.site.processes import own_milliseconds, tree
from bench.site.servers import Program

NOTHING: Mapping[str, str] = MappingProxyType({})
PROBES, TRIES = 6, 60


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Line:
    """One open connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def ask(
        self,
        address: str,
        headers: Mapping[str, str] = NOTHING,
        *,
        method: str = "GET",
        body: str | None = None,
    ) -> Reply:
        """Ask and read the whole answer; no encoding is taken unless *headers* say so."""
        self._connection.request(method, address, body, {"Accept-Encoding": "identity", **headers})
        response = self._connection.getresponse()
        return Reply(response.status, response.headers, response.read())

    def close(self) -> None:
        self._connection.close()


def one_for_each_worker(program: Program, *, workers: int = 2, probe: str = "/") -> list[Line]:
    """Return a connection to each worker: which one answers shows in its CPU time."""
    lines: dict[int, Line] = {}
    for _ in range(TRIES):
        line = Line(program.port)
        pids = tree([program.pid])
        before = {pid: own_milliseconds(pid) for pid in pids}
        for _ in range(PROBES):
            line.ask(probe)
        answered = max(pids, key=lambda pid: own_milliseconds(pid) - before[pid])
        if answered in lines:
            line.close()
            continue
        lines[answered] = line
        if len(lines) == workers:
            return [lines[pid] for pid in sorted(lines)]
    return list(lines.values())
