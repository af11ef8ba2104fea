"""What changed between two states of a text, character by character within the paragraph.

Promise: the kept and deleted runs of a text join to the old one and the kept and inserted ones to
the new; two unrelated long texts take no longer than ``LONGEST`` seconds.
"""

import time
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from diff_match_patch import diff_match_patch

from articles.text.aligning import Piece, align
from articles.text.units import Unit, units

LONGEST = 0.5
_PAIRED_LENGTH = 400  # a lone unit is matched with its neighbour only up to this length,
_PAIRED_LIKENESS = 0.4  # and when this much of both agrees
_AROUND = 40  # characters of kept text shown beside a change,
_KEPT_WHOLE = 120  # in runs longer than this
_MARKS = {-1: "del", 0: "", 1: "ins"}


@dataclass(frozen=True)
class Run:
    """A stretch of text that was kept (mark ""), inserted ("ins") or deleted ("del")."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Passage:
    """A paragraph, heading, item, row or picture of either state; ``notes`` tell the rest."""

    kind: str
    runs: tuple[Run, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        return bool(self.notes) or any(run.mark for run in self.runs)


def text_difference(old: str, new: str, *, until: float | None = None) -> tuple[Run, ...]:
    """The runs of two texts, in readable pieces; *until* that ``time.time()`` at most.

    >>> [(run.mark, run.text) for run in text_difference("营商环境向好", "营商环境持续向好")]
    [('', '营商环境'), ('ins', '持续'), ('', '向好')]
    """
    if old == new:
        return (Run(old),) if old else ()
    differ = diff_match_patch()
    found = differ.diff_main(old, new, checklines=False, deadline=until or time.time() + LONGEST)
    differ.diff_cleanupSemantic(found)
    return tuple(Run(text, _MARKS[mark]) for mark, text in found if text)


def html_difference(old: str, new: str) -> list[Passage]:
    """The passages of two sanitised bodies in the order of the new one, deleted ones at their place.

    >>> [passage.notes for passage in html_difference("<p>一二三四</p>", "<h2>一二三四</h2>")]
    [('段落改为二级标题',)]
    """
    return list(_Bodies(units(old), units(new)).passages())


def size_of_change(runs: tuple[Run, ...]) -> tuple[int, int]:
    """Return how many characters were inserted and deleted."""
    return (
        sum(len(run.text) for run in runs if run.mark == "ins"),
        sum(len(run.text) for run in runs if run.mark == "del"),
    )


def abridged(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs with what was kept at length cut to its ends, and how much was left out said.

    >>> abridged((Run("字" * 200), Run("新", "ins")))[0].text
    '……（未改动的 160 字）……字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字'
    """
    return tuple(
        run if run.mark or len(run.text) <= _KEPT_WHOLE else Run(_cut(run.text, number, len(runs)))
        for number, run in enumerate(runs)
    )


def _cut(text: str, number: int, runs: int) -> str:
    head = text[:_AROUND] if number else ""
    tail = text[-_AROUND:] if number < runs - 1 else ""
    return f"{head}……（未改动的 {len(text) - len(head) - len(tail)} 字）……{tail}"


@dataclass(frozen=True)
class _Match:
    """The new unit ``at`` comes from the stretch ``start:end`` of the old unit ``origin``."""

    at: int
    origin: int
    start: int
    end: int
    is_split: bool = False


class _Bodies:
    """Two bodies, unit by unit, matched by where the new text stands in the old."""

    def __init__(self, old: list[Unit], new: list[Unit]) -> None:
        self.old, self.new = old, new
        self.until = time.time() + LONGEST
        self.matches = self._sliced(self._aligned())
        self.staying = _longest_rise(list(self.matches.values()))
        self._match_neighbours()

    def passages(self) -> Iterator[Passage]:
        used = {match.origin for match in self.matches.values()}
        done = 0
        for at, unit in enumerate(self.new):
            match = self.matches.get(at)
            if match is None:
                yield Passage(unit.kind, (Run(unit.shown, "ins"),), ("新增",))
                continue
            if at in self.staying:
                yield from self._gone(done, match.origin, used)
                done = max(done, match.origin + 1)
            yield self._changed(unit, match)
        yield from self._gone(done, len(self.old), used)

    def _gone(self, start: int, end: int, used: set[int]) -> Iterator[Passage]:
        for unit in (self.old[at] for at in range(start, end) if at not in used):
            yield Passage(unit.kind, (Run(unit.shown, "del"),), ("删除",))

    def _changed(self, unit: Unit, match: _Match) -> Passage:
        origin = self.old[match.origin]
        notes = []
        if match.at not in self.staying:
            notes.append("从别处移来")
        if match.is_split:
            notes.append("由上一段分出")
        if origin.kind != unit.kind:
            notes.append(f"{origin.kind}改为{unit.kind}")
        whole = (match.start, match.end) == (0, len(origin.text))
        notes.extend(_markup_notes(origin.marks, unit.marks) if whole else ())
        old = origin.text[match.start : match.end]
        runs = text_difference(old, unit.text, until=self.until) or (Run(unit.shown),)
        return Passage(unit.kind, runs, tuple(notes))

    def _aligned(self) -> dict[int, tuple[int, list[Piece]]]:
        """For each new unit that is not wholly new the old unit it mostly comes from."""
        texts = [unit.text.replace("\n", "\v") for unit in self.old]
        starts = [0]
        for text in texts:
            starts.append(starts[-1] + len(text) + 1)
        blocks = [unit.text.replace("\n", "\v") for unit in self.new]
        found = {}
        for at, pieces in enumerate(align("\n".join(texts), blocks)):
            kept: Counter[int] = Counter()
            for piece in pieces:
                if piece.is_equal:
                    kept[bisect_right(starts, piece.start) - 1] += piece.end - piece.start
            if kept:
                origin = kept.most_common(1)[0][0]
                found[at] = (origin, _within(pieces, starts[origin], len(texts[origin])))
        return found

    def _sliced(self, found: dict[int, tuple[int, list[Piece]]]) -> dict[int, _Match]:
        """Part an old unit among the new ones that come from it, nothing of it left over."""
        shares: dict[int, list[tuple[int, int, int]]] = {}
        for at, (origin, pieces) in found.items():
            shares.setdefault(origin, []).append((pieces[0].start, pieces[-1].end, at))
        matches = {}
        for origin, parts in shares.items():
            start = 0
            for number, (_, end, at) in enumerate(sorted(parts)):
                last = number == len(parts) - 1
                end = len(self.old[origin].text) if last else end
                matches[at] = _Match(at, origin, start, end, is_split=number > 0)
                start = end
        return dict(sorted(matches.items()))

    def _match_neighbours(self) -> None:
        """Match what stands alone on both sides between the same neighbours, if it is alike."""
        used = {match.origin for match in self.matches.values()}
        at_old, at_new = 0, 0
        ends = [(at, self.matches[at].origin) for at in sorted(self.staying)]
        for end_new, end_old in [*ends, (len(self.new), len(self.old))]:
            olds = [at for at in range(at_old, end_old) if at not in used]
            for at in range(at_new, end_new):
                if at not in self.matches:
                    self._match_alone(at, olds)
            at_old, at_new = end_old + 1, end_new + 1

    def _match_alone(self, at: int, olds: list[int]) -> None:
        for number, origin in enumerate(olds):
            if _are_alike(self.old[origin], self.new[at]):
                self.matches[at] = _Match(at, origin, 0, len(self.old[origin].text))
                self.staying.add(at)
                del olds[: number + 1]
                return


def _within(pieces: list[Piece], start: int, length: int) -> list[Piece]:
    """The pieces with places counted from *start*, those of other units left out."""
    moved = [Piece(p.start - start, p.end - start, p.block_start, p.block_end, p.is_equal) for p in pieces]  # fmt: skip
    return [piece for piece in moved if piece.start >= 0 and piece.end <= length]


def _are_alike(old: Unit, new: Unit) -> bool:
    if old.kind != new.kind:
        return False
    if not old.text or not new.text or old.marks == new.marks != Counter():
        return True
    if max(len(old.text), len(new.text)) > _PAIRED_LENGTH:
        return False
    return SequenceMatcher(None, old.text, new.text, autojunk=False).ratio() >= _PAIRED_LIKENESS


def _longest_rise(matches: list[_Match]) -> set[int]:
    """Which new units stand in the order of the old; the others were moved."""
    ends: list[tuple[int, int]] = []
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for match in matches:
        place = bisect_left(ends, (match.origin, match.start))
        before[match.at] = tails[place - 1] if place else None
        ends[place : place + 1] = [(match.origin, match.start)]
        tails[place : place + 1] = [match.at]
    staying: set[int] = set()
    at = tails[-1] if tails else None
    while at is not None:
        staying.add(at)
        at = before[at]
    return staying


def _markup_notes(old: Counter[str], new: Counter[str]) -> Iterator[str]:
    for mark in (old - new).elements():
        yield f"去掉{mark}"
    for mark in (new - old).elements():
        yield f"加上{mark}"
