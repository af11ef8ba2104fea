"""Floor 4: questions to what may hang (database, disk, cache), asked with a limit of time.

No timeout of a driver covers a server that is stopped while it holds a connection, or a
network disk that is gone: only who waits can stop waiting.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Lock, Thread
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Question(Generic[Answer]):
    """Asked in a thread of its own; who asks while an answer is on its way shares it.

    So a question that hangs holds one thread, however many ask. An answer is given again
    for *kept* seconds: strangers who ask all the time cost as much as one.
    """

    def __init__(self, ask: Callable[[], Answer], *, kept: float = 0) -> None:
        self._ask = ask
        self._kept = kept
        self._lock = Lock()
        self._future: Future[Answer] | None = None
        self._good_until = 0.0

    def put(self) -> "Future[Answer]":
        """Return where the answer will be."""
        with self._lock:
            old = self._future
            if old and (not old.done() or time.monotonic() < self._good_until):
                return old
            self._future = future = Future()
        Thread(target=self._answer, args=(future,), daemon=True).start()
        return future

    def forget(self) -> None:
        """Ask anew next time."""
        self._good_until = 0.0

    def _answer(self, future: "Future[Answer]") -> None:
        try:
            answer = self._ask()
        except BaseException as error:  # noqa: BLE001 handed to who waits
            future.set_exception(error)
            return
        self._good_until = time.monotonic() + self._kept
        future.set_result(answer)


def answers(questions: list[Question], *, within: float) -> list[object | None]:
    """Return the answer to each, or None where it failed or took longer than *within* seconds."""
    futures = [question.put() for question in questions]
    done, _ = wait(futures, timeout=within)
    return [
        future.result() if future in done and not future.exception() else None for future in futures
    ]
