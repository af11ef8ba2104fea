"""The application server: ``python -m gaoxin.serving``, as deploy/serve starts it.

granian with three changes for the hour in which processes are killed or replaced. They stand
where granian 2.8 decides; tests/deploy/test_killing.py fails if a later version does elsewhere.

The large dictionaries are in memory before the workers are forked, who share them. Only what is
read and never changed is worth it: Python counts references inside its objects, so a library that
runs is soon copied by every worker. None of our own code is loaded here: a reload forks workers
anew, and they must run what is then in the checkout. After an upgrade of libraries the server is
restarted (docs/upgrading.md).
"""

import gc
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from multiprocessing.synchronize import Event
from typing import Any

from granian.constants import Interfaces
from granian.net import SocketSpec
from granian.server import MPServer

# The readings of characters and phrases; and the conversions of articles.text.script: OpenCC
# keeps one copy of a dictionary for all converters of a process.
READINGS, CONVERSIONS = "pypinyin", ("s2tw", "t2s")
PATIENCE = 60.0  # seconds for a new worker to load the program, on a machine with much to do
A_MOMENT = 0.5  # from then until it accepts


class Respawned(dict):
    """When each worker was started again; one that was killed counts as started long ago.

    granian gives up when a worker ends within seconds of its start, which is right for one
    that cannot start. One that somebody killed can.
    """

    def __init__(self, server: "Server") -> None:
        super().__init__()
        self.server = server

    def get(self, number: int, default: Any = None) -> Any:
        was_killed = (self.server.wrks[number].inner.exitcode or 0) < 0
        return 0 if was_killed else super().get(number, default)


class Server(MPServer):
    """All workers accept from one socket, which the parent holds open.

    On Linux granian gives each worker a socket of its own: what waits there is lost with the
    worker, and while none is there the front is refused. Here it waits for the next worker.

    At a reload granian ends an old worker 3.5 seconds after the start of the new one. Here
    the old one goes on until the new one has loaded the program.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.respawned_wrks = Respawned(self)
        self.loaded = multiprocessing.Event()

    def _init_shared_socket(self) -> None:
        self._shd = SocketSpec(self.bind_addr, self.bind_port, self.backlog).build()
        self._sfd = self._shd.get_fd()
        self._sso = socket.socket(fileno=self._sfd)
        self._sso.set_inheritable(True)

    def _spawn_worker(self, idx: int, target: Any, callback_loader: Callable) -> Any:
        loader = partial(announced, callback_loader, self.loaded)
        return super()._spawn_worker(idx, target, loader)

    def _respawn_workers(
        self, workers: list[int], spawn_target: Any, target_loader: Callable, delay: float = 0
    ) -> None:
        for number in workers:
            self.respawned_wrks[number] = time.monotonic()
            self.loaded.clear()
            old = self.wrks.pop(number)
            new = self._spawn_worker(number, spawn_target, target_loader)
            new.start()
            self.wrks.insert(number, new)
            if delay and self.loaded.wait(PATIENCE):
                time.sleep(A_MOMENT)
            old.terminate()
            old.join()


def announced(load: Callable[[], Any], loaded: Event) -> Any:
    """Load the program in the worker, and say when it is done.

    What is there then stays, and is left out of every later collection: a tenth of each page.
    """
    program = load()
    gc.collect()
    gc.freeze()
    loaded.set()
    return program


def dictionaries() -> list[Any]:
    """Load what all workers read; it stays in memory while the result is held."""
    # Without this switch of its own, pypinyin holds a second copy.
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    import_module(READINGS)
    opencc = import_module("opencc")
    converters = [opencc.OpenCC(name) for name in CONVERSIONS]
    gc.collect()
    gc.freeze()  # what is never collected is never written to
    return converters


def main() -> None:
    """Serve with what the environment says; return when told to stop."""
    held = dictionaries()
    server = Server(
        "gaoxin.wsgi:application",
        address=os.environ.get("HOST") or "0.0.0.0",  # noqa: S104
        port=int(os.environ.get("PORT") or 8000),
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("WORKERS") or 2),
        blocking_threads=int(os.environ.get("THREADS") or 4),
        backpressure=64,
        respawn_failed_workers=True,
        websockets=False,
    )
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # until granian listens for it
    server.serve()
    held.clear()


if __name__ == "__main__":
    main()
