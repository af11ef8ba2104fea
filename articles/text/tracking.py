"""A text that remembers what it was received as, stretch by stretch.

Promise: however many rules have edited a ``Tracked`` text, the received parts of its
spans join to the received text verbatim, and the other parts to the present one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Edit:
    """Replace ``start:end`` of the present text by ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Span:
    """A stretch of text: as received, as it is now, and the rules that made the difference."""

    received: str
    text: str
    rules: tuple[str, ...] = ()


class Tracked:
    """The received text and its present form."""

    def __init__(self, text: str) -> None:
        self.spans: list[Span] = [Span(text, text)] if text else []

    @property
    def text(self) -> str:
        """The text in its present form."""
        return "".join(span.text for span in self.spans)

    def apply(self, edits: Iterable[Edit], *, rule: str) -> None:
        """Make these edits, which stand in order and do not overlap."""
        result: list[Span] = []
        rest = iter(_cut(self.spans, _borders(edits := list(edits))))
        span, start = next(rest, None), 0
        for edit in edits:
            # Empty spans on the near border were deletions of an earlier rule: they stay.
            while span and (start < edit.start or (start == edit.start and not span.text)):
                result.append(span)
                start += len(span.text)
                span = next(rest, None)
            received, rules = "", ()
            while span and start < edit.end:
                received += span.received
                rules += span.rules
                start += len(span.text)
                span = next(rest, None)
            result.append(Span(received, edit.text, (*rules, rule)))
        if span:
            result += [span, *rest]
        self.spans = result


def _borders(edits: list[Edit]) -> list[int]:
    borders = [border for edit in edits for border in (edit.start, edit.end)]
    if any(first > second for first, second in pairwise(borders)):
        raise ValueError("edits must stand in order and not overlap")
    return borders


def _cut(spans: list[Span], borders: list[int]) -> Iterator[Span]:
    """The spans, cut wherever a border falls inside one."""
    position = 0
    index = 0
    for span in spans:
        end = position + len(span.text)
        done = 0
        while index < len(borders) and borders[index] < end:
            if (at := borders[index] - position) > done:
                yield _part(span, done, at)
                done = at
            index += 1
        yield _part(span, done, len(span.text)) if done else span
        position = end


def _part(span: Span, start: int, end: int) -> Span:
    if not span.rules:
        return Span(span.received[start:end], span.text[start:end])
    # What an edited span was received as cannot be divided: its first part keeps all.
    return Span("" if start else span.received, span.text[start:end], span.rules)
