"""Finding the blocks of a published text in a cleaned manuscript, whatever their order.

Promise: no character of the manuscript is given to two blocks; time grows with the length
of the texts, not with its square.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_GRAM = 4  # characters that have to agree before two places are thought related
_PLACES_PER_GRAM = 4
_LEAST_AGREEMENT = 0.3  # of a block's grams, below which it counts as newly written
_SHORTEST_INSIDE = 6  # shorter blocks are found only as whole lines
_LONGEST_COMPARED = 1_500  # characters compared one by one; difflib can be quadratic


@dataclass(frozen=True)
class Piece:
    """``text[start:end]`` of the manuscript stands in the block as ``block_start:block_end``."""

    start: int
    end: int
    block_start: int
    block_end: int
    is_equal: bool


def align(text: str, blocks: list[str]) -> list[list[Piece]]:
    """For each block its pieces in order, covering the whole block; [] when it is new.

    >>> align("一二三四五六七八", ["五六七八", "新写的段落"])[1]
    []
    """
    free = _Free(text)
    pieces: list[list[Piece]] = [[] for _ in blocks]
    for find in (_whole_lines, _insides):
        for index, start in find(text, blocks, free, [i for i, p in enumerate(pieces) if not p]):
            end = start + len(blocks[index])
            pieces[index] = [Piece(start, end, 0, len(blocks[index]), is_equal=True)]
    grams = _gram_places(text)
    for index, block in enumerate(blocks):
        if block and not pieces[index]:
            pieces[index] = _edited(text, block, free, grams)
    return pieces


class _Free:
    """Which characters of the manuscript belong to no block yet."""

    def __init__(self, text: str) -> None:
        self._taken = bytearray(len(text))

    def take(self, start: int, end: int) -> bool:
        if self._taken.find(1, start, end) >= 0:
            return False
        self._taken[start:end] = b"\1" * (end - start)
        return True

    def is_free(self, at: int) -> bool:
        return not self._taken[at]

    def around(self, at: int, *, low: int, high: int) -> tuple[int, int]:
        """The free stretch about ``at`` within ``low:high``."""
        start = self._taken.rfind(1, low, at) + 1 or low
        end = self._taken.find(1, at, high)
        return start, high if end < 0 else end


def _whole_lines(
    text: str, blocks: list[str], free: _Free, wanted: list[int]
) -> Iterator[tuple[int, int]]:
    lines: dict[str, list[int]] = defaultdict(list)
    position = 0
    for line in text.split("\n"):
        lines[line].append(position)
        position += len(line) + 1
    for index in wanted:
        if blocks[index] and (places := lines.get(blocks[index])):
            start = places.pop(0)
            free.take(start, start + len(blocks[index]))
            yield index, start


def _insides(
    text: str, blocks: list[str], free: _Free, wanted: list[int]
) -> Iterator[tuple[int, int]]:
    for index in sorted(wanted, key=lambda i: -len(blocks[i])):
        block = blocks[index]
        start = text.find(block) if len(block) >= _SHORTEST_INSIDE else -1
        while start >= 0:
            if free.take(start, start + len(block)):
                yield index, start
                break
            start = text.find(block, start + len(block))


def _gram_places(text: str) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for at in range(len(text) - _GRAM + 1):
        found = places[text[at : at + _GRAM]]
        if len(found) < _PLACES_PER_GRAM:
            found.append(at)
    return places


def _edited(text: str, block: str, free: _Free, grams: dict[str, list[int]]) -> list[Piece]:
    """The pieces of a block that was edited: found where most of its grams agree."""
    offsets: Counter[int] = Counter()
    seeds: dict[int, int] = {}
    for at in range(len(block) - _GRAM + 1):
        for place in grams.get(block[at : at + _GRAM], ()):
            if free.is_free(place):
                offset = (place - at) // 32  # insertions shift what follows: count coarsely
                offsets[offset] += 1
                seeds.setdefault(offset, place)
    if not offsets:
        return []
    offset, _ = offsets.most_common(1)[0]
    agreeing = sum(count for o, count in offsets.items() if abs(o - offset) <= len(block) // 32 + 2)
    if agreeing < _LEAST_AGREEMENT * (len(block) - _GRAM + 1):
        return []
    low, high = _window(text, len(block), offset * 32, seeds[offset])
    start, end = free.around(seeds[offset], low=low, high=high)
    pieces = _trimmed([*_compared(text, block, start, end)], len(block))
    if pieces and not free.take(pieces[0].start, pieces[-1].end):
        return []
    return pieces


def _window(text: str, length: int, begin: int, seed: int) -> tuple[int, int]:
    """The stretch of the seed's line in which an edited block may have stood."""
    slack = 64 + length // 2
    line_start = text.rfind("\n", 0, seed) + 1
    line_end = text.find("\n", seed)
    low = max(line_start, begin - slack)
    high = min(len(text) if line_end < 0 else line_end, begin + length + slack)
    return min(low, seed), max(high, seed + 1)


def _compared(text: str, block: str, start: int, end: int) -> Iterator[Piece]:
    """Pieces of ``text[start:end]`` against the block: by clauses first, then by characters."""
    old, new = _clauses(text[start:end]), _clauses(block)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    old_at = [start, *(start + at for at in _ends(old))]
    new_at = [0, *_ends(new)]
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        piece = Piece(old_at[i1], old_at[i2], new_at[j1], new_at[j2], is_equal=tag == "equal")
        yield from _by_character(text, block, piece) if tag == "replace" else (piece,)


def _by_character(text: str, block: str, piece: Piece) -> Iterator[Piece]:
    old, new = text[piece.start : piece.end], block[piece.block_start : piece.block_end]
    if max(len(old), len(new)) > _LONGEST_COMPARED or _is_monotonous(new):
        yield piece
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield Piece(
            piece.start + i1,
            piece.start + i2,
            piece.block_start + j1,
            piece.block_start + j2,
            is_equal=tag == "equal",
        )


def _is_monotonous(text: str) -> bool:
    """Whether few characters are repeated so often that difflib would compare for seconds."""
    return len(text) > 200 and len(set(text)) < len(text) // 20


def _clauses(text: str) -> list[str]:
    clauses: list[str] = []
    start = 0
    for at, character in enumerate(text):
        if character in "，。；：！？\n" or at - start >= 400:
            clauses.append(text[start : at + 1])
            start = at + 1
    return [*clauses, text[start:]] if start < len(text) else clauses


def _ends(clauses: list[str]) -> Iterator[int]:
    end = 0
    for clause in clauses:
        end += len(clause)
        yield end


def _trimmed(pieces: list[Piece], length: int) -> list[Piece]:
    """Without manuscript text before the first and after the last agreement: not the block's."""
    equal = [index for index, piece in enumerate(pieces) if piece.is_equal]
    if not equal:
        return []
    first, last = pieces[equal[0]], pieces[equal[-1]]
    middle = pieces[equal[0] : equal[-1] + 1]
    if first.block_start:
        middle.insert(0, Piece(first.start, first.start, 0, first.block_start, is_equal=False))
    if last.block_end < length:
        middle.append(Piece(last.end, last.end, last.block_end, length, is_equal=False))
    return middle
