"""A manuscript as received beside the published text, every difference with its rule.

Promise: the received pieces join to the manuscript's lines verbatim and the published
ones to the published text; each difference has a number that stands on both sides where
it shows on both, and a rule: one of cleaning, or 分段, 内容移入专门栏目, 编辑改动.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.aligning import Piece as Aligned
from articles.text.aligning import align
from articles.text.cleaning import RULES, clean
from articles.text.structure import LINE_END, typed_blocks
from articles.text.tracking import Span


@dataclass(frozen=True)
class Piece:
    """A stretch of one side. An empty one marks a place: where a paragraph was parted."""

    text: str
    mark: str = ""  # "" as it was, "del", "ins", "sub"
    number: int | None = None
    rule: str = ""


@dataclass(frozen=True)
class RuleCount:
    """How often a rule made a difference, and what an editor should know of it."""

    id: str
    title: str
    reason: str
    count: int


@dataclass(frozen=True)
class Comparison:
    """Both sides, line by line and block by block, and the rules between them."""

    received: list[list[Piece]]
    published: list[list[Piece]]
    rules: list[RuleCount]


_BY_EDITORS = (
    ("paragraph-split", "分段", "两个全角空格是段首缩进，由此另起一段；或由编辑按内容另起一段。"),
    (
        "moved",
        "内容移入专门栏目",
        "标题、图片说明、视频、链接、来源等不在正文原处，移到各自的位置。",
    ),
    ("editorial", "编辑改动", "编辑在审核中增删或改写的文字。"),
)
_MOVED_KINDS = {"title", "caption", "video", "link", "source_line"}


# Rules that only tidy up after another one do not give the reason of a change.
_TIDYING = {"empty-line", "indent", "blank", "line-end", "unicode-nfc"}


def explain(manuscript: str, *, published: list[str]) -> Comparison:
    """The manuscript beside the published blocks, in the order in which they are given.

    >>> comparison = explain("区(qū)委讲话", published=["区委讲话"])
    >>> [(rule.title, rule.count) for rule in comparison.rules]
    [('读音括注', 1)]
    >>> comparison.received[0][1]
    Piece(text='(qū)', mark='del', number=1, rule='pinyin-gloss')
    """
    spans = clean(manuscript).spans
    text = "".join(span.text for span in spans)
    differences = _Differences(text, spans, align(text, published))
    return Comparison(
        _received(spans, differences),
        [list(_published(block, index, differences)) for index, block in enumerate(published)],
        _counts(differences.rules),
    )


@dataclass(frozen=True)
class _Stretch:
    """A part of the cleaned text and its fate: kept (rule "") or not, and then how."""

    start: int
    rule: str = ""
    mark: str = ""
    key: tuple[str, int, int] = ("", 0, 0)


class _Differences:
    """Every difference, numbered in the order of the cleaned text."""

    def __init__(self, text: str, spans: tuple[Span, ...], aligned: list[list[Aligned]]) -> None:
        self.aligned = aligned
        self.spans = [(start, span) for start, span in _placed(spans)]
        self.span_starts = [start for start, _ in self.spans]
        self.breaks = _breaks(text, aligned)
        self.stretches = sorted(
            [*_kept_or_rewritten(aligned), *_left_out(text, aligned, _movable(text, spans))],
            key=lambda stretch: stretch.start,
        )
        self.stretch_starts = [stretch.start for stretch in self.stretches]
        found = sorted(self._found())
        self.numbers = {key: number for number, (_, key, _) in enumerate(found, start=1)}
        self.rules = [rule for _, _, rule in found]

    def _found(self) -> Iterator[tuple[int, tuple[str, int, int], str]]:
        for index, (start, span) in enumerate(self.spans):
            if span.rules:
                yield start, ("span", index, 0), _rule_of(span)
        for start, (rule, block) in self.breaks.items():
            yield start, ("break", block, 0), rule
        for stretch in self.stretches:
            if stretch.rule:
                yield stretch.start, stretch.key, stretch.rule
        for index, pieces in enumerate(self.aligned):
            for at, piece in enumerate(pieces):
                if not piece.is_equal and piece.start == piece.end:
                    yield piece.start, ("piece", index, at), "editorial"
            if not pieces:
                yield self.span_starts[-1] + 1 if self.spans else 0, ("new", index, 0), "editorial"

    def piece(self, text: str, mark: str, key: tuple[str, int, int]) -> Piece:
        number = self.numbers[key]
        return Piece(text, mark, number, self.rules[number - 1])


def _placed(spans: tuple[Span, ...]) -> Iterator[tuple[int, Span]]:
    position = 0
    for span in spans:
        yield position, span
        position += len(span.text)


def _rule_of(span: Span) -> str:
    telling = [rule for rule in span.rules if rule not in _TIDYING]
    return (telling or span.rules)[-1]


def _breaks(text: str, aligned: list[list[Aligned]]) -> dict[int, tuple[str, int]]:
    """Where a block begins though no line does, or a line that others have overtaken."""
    breaks: dict[int, tuple[str, int]] = {}
    furthest = -1
    for index, pieces in enumerate(aligned):
        if not pieces:
            continue
        start = pieces[0].start
        if start < furthest:
            breaks[start] = ("moved", index)
        elif start > 0 and text[start - 1] != "\n":
            breaks[start] = ("paragraph-split", index)
        furthest = max(furthest, start)
    return breaks


def _kept_or_rewritten(aligned: list[list[Aligned]]) -> Iterator[_Stretch]:
    for index, pieces in enumerate(aligned):
        for at, piece in enumerate(pieces):
            if piece.start == piece.end:
                continue
            if piece.is_equal:
                yield _Stretch(piece.start)
            else:
                mark = "sub" if piece.block_end > piece.block_start else "del"
                yield _Stretch(piece.start, "editorial", mark, ("piece", index, at))


def _left_out(
    text: str, aligned: list[list[Aligned]], movable: dict[int, str]
) -> Iterator[_Stretch]:
    """What stands in no block: moved to a field of its own, or cut by an editor."""
    taken = sorted((p.start, p.end) for pieces in aligned for p in pieces if p.end > p.start)
    done = 0
    for start, end in [*taken, (len(text), len(text))]:
        while done < start:
            line_end = text.find("\n", done, start)
            stop = start if line_end < 0 else line_end
            if stop > done:
                line_start = text.rfind("\n", 0, done) + 1
                rule = movable.get(line_start, "editorial")
                yield _Stretch(done, rule, "del", ("gone", done, 0))
            if line_end >= 0:
                yield _Stretch(line_end)
            done = stop + (line_end >= 0)
        done = max(done, end)


def _movable(text: str, spans: tuple[Span, ...]) -> dict[int, str]:
    """The lines, by their place, that belong into a field of their own, and by which rule."""
    kinds = {block.text: block.kind for block in typed_blocks(spans)}
    seen: set[str] = set()
    movable: dict[int, str] = {}
    position = 0
    for line in text.split("\n"):
        if kinds.get(line) in _MOVED_KINDS:
            movable[position] = "repeated-caption" if line in seen else "moved"
            seen.add(line)
        position += len(line) + 1
    return movable


def _received(spans: tuple[Span, ...], differences: _Differences) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[]]
    marked: set[int] = set()
    borders = sorted({*differences.stretch_starts, *differences.breaks})
    for index, (start, span) in enumerate(differences.spans):
        end = start + len(span.text)
        _add_break(lines[-1], start, differences, marked)
        if span.rules:
            _add_changed(lines, span, ("span", index, 0), differences)
            continue
        inner = borders[bisect_right(borders, start) : bisect_right(borders, end - 1)]
        for first, last in zip([start, *inner], [*inner, end], strict=True):
            _add_break(lines[-1], first, differences, marked)
            _add_stretch(lines, span.text[first - start : last - start], first, differences)
    return lines


def _add_break(line: list[Piece], at: int, differences: _Differences, marked: set[int]) -> None:
    if at in differences.breaks and at not in marked:
        marked.add(at)
        line.append(differences.piece("", "ins", ("break", differences.breaks[at][1], 0)))


def _add_changed(
    lines: list[list[Piece]], span: Span, key: tuple[str, int, int], differences: _Differences
) -> None:
    mark = "sub" if span.text.strip("\n") else "del"
    parts = LINE_END.split(span.received)
    has_letters = any(parts)
    for index, part in enumerate(parts):
        if index:
            lines.append([])
        if part or (not has_letters and not index):  # an empty piece where only a line went
            lines[-1].append(differences.piece(part, mark, key))


def _add_stretch(lines: list[list[Piece]], text: str, at: int, differences: _Differences) -> None:
    stretch = differences.stretches[bisect_right(differences.stretch_starts, at) - 1]
    for index, part in enumerate(text.split("\n")):
        if index:
            lines.append([])
        if part and stretch.rule:
            lines[-1].append(differences.piece(part, stretch.mark, stretch.key))
        elif part:
            lines[-1].append(Piece(part))


def _published(block: str, index: int, differences: _Differences) -> Iterator[Piece]:
    pieces = differences.aligned[index]
    if not pieces:
        if block:
            yield differences.piece(block, "ins", ("new", index, 0))
        return
    if differences.breaks.get(pieces[0].start, ("", -1))[1] == index:
        yield differences.piece("", "ins", ("break", index, 0))
    for at, piece in enumerate(pieces):
        text = block[piece.block_start : piece.block_end]
        if piece.is_equal:
            yield from _equal(text, piece.start, differences)
        elif text or piece.end > piece.start:
            mark = "del" if not text else "sub" if piece.end > piece.start else "ins"
            yield differences.piece(text, mark, ("piece", index, at))


def _equal(text: str, start: int, differences: _Differences) -> Iterator[Piece]:
    """Text equal to the cleaned one, with what cleaning put there marked."""
    end = start + len(text)
    at = max(0, bisect_right(differences.span_starts, start) - 1)
    position = start
    while position < end:
        span_start, span = differences.spans[at]
        stop = min(end, span_start + len(span.text))
        if stop > position:
            part = text[position - start : stop - start]
            if span.rules:
                mark = "sub" if span.received else "ins"
                yield differences.piece(part, mark, ("span", at, 0))
            else:
                yield Piece(part)
            position = stop
        at += 1


def _counts(used: list[str]) -> list[RuleCount]:
    known = [(rule.id, rule.title, rule.reason) for rule in RULES]
    known = [row for row in known if row[0] != "paragraph-split"] + list(_BY_EDITORS)
    counted = Counter(used)
    return [RuleCount(*row, counted[row[0]]) for row in known if counted[row[0]]]
