"""Progress bars of the commands: on a terminal only, and never among what is printed."""

import sys

from tqdm import tqdm


class Bars:
    """One bar after the other; close when the work is done or has failed."""

    def __init__(self) -> None:
        self._bar: tqdm | None = None

    def begin(self, what: str, total: int, unit: str) -> None:
        self.close()
        self._bar = tqdm(
            desc=what,
            total=total,
            unit=unit,
            unit_scale=unit == "B",
            unit_divisor=1024,
            file=sys.stderr,
            disable=None,
        )

    def advance(self, done: int) -> None:
        if self._bar is not None:
            self._bar.update(done)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def __enter__(self) -> "Bars":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
