"""From a signature to the new version: how long, and whether anything old comes afterwards."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from bench.site.asking import Line
from bench.site.office import Office

LONGEST = 5.0  # seconds after which the new version counts as never seen
LONG_ENOUGH = 1.5  # seconds that are watched before the further answers
FURTHER = 30  # answers of each connection after the first new one
PAUSE = 0.005
CHANNEL, TAG = "channel-0", "tag-0"


@dataclass
class Watch:
    """What the connections answered: (asked at, answered at, which, whether it was new)."""

    answers: list[tuple[float, float, int, bool]] = field(default_factory=list)

    def seen_everywhere(self, connections: int) -> float | None:
        """Return when the last of the connections first gave the new version."""
        first = {}
        for _, answered, which, is_new in self.answers:
            if is_new:
                first.setdefault(which, answered)
        return max(first.values()) if len(first) == connections else None

    def delay(self, signed: float, connections: int) -> float:
        seen = self.seen_everywhere(connections)
        return LONGEST if seen is None else max(0.0, seen - signed)

    def stale_for(self, signed: float) -> float:
        """Return how long after the signature somebody asked and still got the old version."""
        return max(
            (asked - signed for asked, _, _, is_new in self.answers if not is_new), default=0
        )

    def old_after(self, moment: float) -> int:
        """Count the old versions that were asked for after *moment*."""
        return sum(asked > moment and not is_new for asked, _, _, is_new in self.answers)


def places(edition: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Return where an edition is seen: address and what stands there once it is."""
    title, number = edition["title"], edition["public_id"]
    return {
        "article": (f"/articles/{number}/", title),
        "list": (f"/channels/{CHANNEL}/", title),
        "tag": (f"/tags/{TAG}/", title),
        "feed": ("/feeds/articles.xml", title),
        "search": (f"/search/?q={quote(title)}", f"/articles/{number}/"),
    }


def watch(lines: Sequence[Line], address: str, sign: str, stop: threading.Event) -> Watch:
    """Ask all *lines* in turn until *stop*, and a number of times more."""
    watched, further = Watch(), FURTHER
    while further:
        for which, line in enumerate(lines):
            asked = time.monotonic()
            body = line.ask(address).body
            watched.answers.append((asked, time.monotonic(), which, sign.encode() in body))
        further -= stop.is_set()
        time.sleep(PAUSE)
    return watched


def follow(
    office: Office, edition: dict, place: str, lines: Sequence[Line]
) -> tuple[float, float, int]:
    """Publish *edition*; return how long it took, how long it was stale, and old answers since.

    It took until all *lines* had answered with it, so a page's rendering is in it; it was
    stale for who asked after the signature and got the old version, up to the last of them.
    """
    address, sign = places(edition)[place]
    for line in lines:
        line.ask(address)
    stop, watched = threading.Event(), []
    thread = threading.Thread(target=lambda: watched.append(watch(lines, address, sign, stop)))
    thread.start()
    try:
        signed = office.do("publish", pk=edition["pk"])
        time.sleep(LONG_ENOUGH)
    finally:
        stop.set()
        thread.join()
    delay = watched[0].delay(signed, len(lines))
    seen = watched[0].seen_everywhere(len(lines)) or signed
    return delay, max(0.0, watched[0].stale_for(signed)), watched[0].old_after(seen)
