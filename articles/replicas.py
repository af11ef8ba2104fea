"""Floor 2: which database a reader's page is read from when a replica stands beside the primary.

Only what runs inside ``served`` or ``reading`` may be read from the replica, and only when the
replica has replayed at least the generation that the primary told for this request: a reader
never sees an older site after a newer one. Everything else is the primary's (docs/adr/0022).
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    InterfaceError,
    OperationalError,
    connections,
    models,
)

from articles.models import Generation

PRIMARY, REPLICA = DEFAULT_DB_ALIAS, "replica"
REST = 5.0  # seconds for which a server that failed is not asked again
SLOW = 0.5  # a primary that fails faster than this may be asked each time


class HasGeneration(Protocol):
    """Whatever was read first for a request and says of which generation it is."""

    @property
    def generation(self) -> int: ...


First = TypeVar("First", bound=HasGeneration)
Answer = TypeVar("Answer")


class Server:
    """Whether a database server failed a moment ago; shared by the threads of the process."""

    def __init__(self) -> None:
        self._rests_until = 0.0

    @property
    def rests(self) -> bool:
        return time.monotonic() < self._rests_until

    def rest(self) -> None:
        """Leave the server alone for a while."""
        self._rests_until = time.monotonic() + REST

    def wake(self) -> None:
        """Forget the failure."""
        self._rests_until = 0.0


class Newest:
    """The newest generation that this process has seen; it never goes down."""

    def __init__(self) -> None:
        self._number = 0
        self._lock = Lock()

    @property
    def number(self) -> int:
        return self._number

    def saw(self, number: int) -> None:
        with self._lock:
            self._number = max(self._number, number)


primary, replica, newest = Server(), Server(), Newest()


@dataclass
class Reading:
    """One request that reads for the public; whether the replica serves it is asked once."""

    generation: int
    from_replica: bool | None = None

    def may_use_replica(self) -> bool:
        """Whether the replica has at least this reading's generation; one query, the first time."""
        if connections[PRIMARY].in_atomic_block:
            return False
        if self.from_replica is None:
            number = _replayed()
            self.from_replica = number is not None and number >= self.generation
        return self.from_replica


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


class Router:
    """Django's router: the primary, unless a public page is being read that the replica has.

    It always decides itself: left to Django, a record that came from the replica would be
    saved there, and its relations read there by whoever holds it later.
    """

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        now = _reading.get()
        return REPLICA if now is not None and now.may_use_replica() else PRIMARY

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        now = _reading.get()
        if now is not None:  # what is read after a write must have it
            now.from_replica = False
        return PRIMARY

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, alias: str, app_label: str, **hints: Any) -> bool | None:
        return False if alias == REPLICA else None


def is_configured() -> bool:
    """Whether REPLICA_URL names a replica."""
    return REPLICA in settings.DATABASES


def current(read: Callable[[], First]) -> First:
    """Return what *read* reads on the primary, which says what readers may see now.

    While the primary does not answer, *read* runs on the replica, provided that it has replayed
    everything this process has seen; otherwise the primary's own error is raised.
    """
    if not is_configured():
        return read()
    if primary.rests and _replica_has(newest.number):
        return _on_replica(read)
    started = time.monotonic()
    try:
        found = read()
    except (OperationalError, InterfaceError):
        if time.monotonic() - started > SLOW:
            primary.rest()
        if not _replica_has(newest.number):
            raise
        return _on_replica(read)
    primary.wake()
    newest.saw(found.generation)
    return found


@contextmanager
def reading(generation: int) -> Iterator[Reading]:
    """Let queries inside go to the replica if it has *generation*, which the primary told."""
    token = _reading.set(Reading(generation))
    try:
        yield _reading.get()
    finally:
        _reading.reset(token)


def served(generation: int, answer: Callable[[], Answer]) -> Answer:
    """Return what *answer* makes from the replica if it has *generation*, else from the primary.

    *answer* must be free to run twice: when the replica fails on the way (it may cancel a long
    query, or stop), it runs again on the primary.
    """
    if not is_configured():
        return answer()
    with reading(generation) as now:
        try:
            return answer()
        except (OperationalError, InterfaceError):
            if not now.from_replica:
                raise
            replica.rest()
    return answer()


def _replica_has(generation: int) -> bool:
    number = _replayed()
    return number is not None and number >= generation


def _replayed() -> int | None:
    """Return the generation that the replica has replayed; None when it does not answer."""
    if replica.rests:
        return None
    try:
        return Generation.objects.db_manager(REPLICA).current()
    except (DatabaseError, InterfaceError):
        replica.rest()
        return None


def _on_replica(read: Callable[[], First]) -> First:
    with reading(0) as now:
        now.from_replica = True
        found = read()
    newest.saw(found.generation)
    return found
