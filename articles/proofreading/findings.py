"""What proofreading speaks of: where a text stands, what was found in it, and who lets it stand."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from articles.models import Severity, Waiver

if TYPE_CHECKING:
    from articles.proofreading.reading import Reading

AROUND = 14  # characters of context on either side
_LONGEST_FOUND = 60


@dataclass(frozen=True)
class Where:
    """A field of the article's form; for a picture, its number and its row in the form."""

    field: str
    label: str
    number: int | None = None
    row: int | None = None

    @property
    def anchor(self) -> str:
        """The id of the form control to go to."""
        return f"id_{self.field}" if self.row is None else f"id_captions-{self.row}-{self.field}"


@dataclass(frozen=True)
class Passage:
    """A text of the article as readers see it, a line a paragraph."""

    where: Where
    text: str

    def sentence(self, start: int, end: int) -> str:
        """The sentence around ``start:end``, which a waiver is for."""
        begin = max(self.text.rfind(mark, 0, start) for mark in "。！？\n") + 1
        closing = re.compile("[。！？\n]").search(self.text, end)
        return self.text[begin : closing.end() if closing else len(self.text)].strip()


@dataclass(frozen=True)
class Spot:
    """A place that a check points at; ``fix`` is the text to put there, None when there is none."""

    passage: Passage
    start: int
    end: int
    message: str
    fix: str | None = None
    severity: str = ""  # where one place is graver than the check as a whole

    @property
    def found(self) -> str:
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True)
class Check:
    """One rule of proofreading: a function from what was read to the places it points at."""

    id: str
    title: str
    severity: str
    source: str
    function: Callable[["Reading"], Iterator[Spot]]


@dataclass(frozen=True)
class Finding:
    """One remark of the proofreader, as the panel shows it."""

    check_id: str
    title: str
    severity: str
    message: str
    where: Where
    found: str
    fix: str | None
    excerpt: tuple[str, str, str]
    fingerprint: str
    key: str
    start: int
    end: int
    waiver: Waiver | None = None

    @property
    def is_error(self) -> bool:
        return self.severity == Severity.ERROR

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.waiver is None


def finding_at(spot: Spot, check: Check) -> Finding:
    """The finding that *check* makes of *spot*; ``key`` still lacks its number among equals."""
    text, where = spot.passage.text, spot.passage.where
    sentence = spot.passage.sentence(spot.start, spot.end)
    said = (check.id, where.field, str(where.number or ""), spot.found, sentence)
    fingerprint = hashlib.sha256("\n".join(said).encode()).hexdigest()
    before = text[max(0, spot.start - AROUND) : spot.start].rpartition("\n")[2]
    after = text[spot.end : spot.end + AROUND].partition("\n")[0]
    shown = spot.found if len(spot.found) <= _LONGEST_FOUND else f"{spot.found[:_LONGEST_FOUND]}……"
    return Finding(
        check.id,
        check.title,
        spot.severity or check.severity,
        spot.message,
        where,
        spot.found,
        spot.fix,
        (before, shown, after),
        fingerprint,
        fingerprint,
        spot.start,
        spot.end,
    )


def numbered(findings: list[Finding]) -> list[Finding]:
    """The findings with keys that tell equal ones in one sentence apart."""
    seen: dict[str, int] = {}
    result = []
    for finding in findings:
        number = seen[finding.fingerprint] = seen.get(finding.fingerprint, 0) + 1
        result.append(replace(finding, key=f"{finding.fingerprint[:32]}-{number}"))
    return result
