"""What every part of keeping says when it does not do what was asked, and how it tells its progress."""

from typing import Protocol


class Refused(Exception):
    """Not done, and nothing was changed; the message says why, in Chinese, for the operator."""


class Damaged(Refused):
    """The file is not a whole copy as it was written."""


class Progress(Protocol):
    """Who is told how far the work is."""

    def begin(self, what: str, total: int, unit: str) -> None: ...
    def advance(self, done: int) -> None: ...


class Silent:
    """Tells nobody."""

    def begin(self, what: str, total: int, unit: str) -> None:
        pass

    def advance(self, done: int) -> None:
        pass
