"""Ground floor: what happens is told by name to whoever counts; to nobody on most sites."""

from collections.abc import Callable

_counters: list[Callable[[str], None]] = []


def count(name: str) -> None:
    """Tell that it happened once; *name* is one of a few words of the program, never of a reader.

    Costs a tenth of a microsecond where nobody counts.
    """
    for counter in _counters:
        counter(name)


def tell(counter: Callable[[str], None]) -> None:
    """Let *counter* hear of everything from now on."""
    _counters.append(counter)
