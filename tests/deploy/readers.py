"""Readers at the shipped front, and people whose connection is very slow."""

import resource
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import cycle
from threading import Event, Thread

from tests.deploy.front import PATIENCE, Front

PAUSE = 0.02
BEGINNINGS = (
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
    b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000\r\n\r\n",
)


@dataclass
class Readings:
    """What readers got: how often which status, how long they waited at most."""

    statuses: Counter = field(default_factory=Counter)
    longest: float = 0.0
    traces: int = 0

    @property
    def share(self) -> float:
        """Return which part of the reads was good."""
        return self.statuses[200] / max(1, self.statuses.total())

    def __str__(self) -> str:
        bad = {status: count for status, count in self.statuses.items() if status != 200}
        return (
            f"{self.share:.2%} of {self.statuses.total()} reads good, "
            f"longest {self.longest:.2f} s, others {bad or 'none'}"
        )


def read(front: Front, addresses: Sequence[str], during: Callable[[], object]) -> Readings:
    """Let two people read *addresses* in turn while *during* happens.

    An address with ``{}`` gets a number, so that the application itself has to answer.
    """
    readings, done = Readings(), Event()

    def go_on(offset: int) -> None:
        around = cycle([*addresses[offset:], *addresses[:offset]])
        for number, address in enumerate(around):
            if done.wait(PAUSE):
                return
            one_read(front, address.replace("{}", f"{offset}-{number}-{time.time_ns()}"), readings)

    people = [Thread(target=go_on, args=(number % len(addresses),)) for number in range(2)]
    for person in people:
        person.start()
    try:
        during()
    finally:
        done.set()
        for person in people:
            person.join()
    return readings


def one_read(front: Front, address: str, readings: Readings) -> None:
    started = time.monotonic()
    try:
        reply = front.get(address)
        readings.statuses[reply.status] += 1
        readings.traces += b"Traceback" in reply.body
    except (OSError, HTTPException) as error:
        readings.statuses[type(error).__name__] += 1
    readings.longest = max(readings.longest, time.monotonic() - started)


@contextmanager
def dripping(front: Front, number: int) -> Iterator[Callable[[], None]]:
    """Open *number* connections that never finish asking; yield what sends one byte on each."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < number + 200:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, number + 200), hard))
    with ExitStack() as open_sockets:
        slow = []
        for count in range(number):
            client = socket.create_connection(("127.0.0.1", front.port), PATIENCE)
            slow.append(open_sockets.enter_context(client))
            client.sendall(BEGINNINGS[count % len(BEGINNINGS)])

        def drip() -> None:
            for client in slow:
                client.sendall(b"x")

        yield drip
