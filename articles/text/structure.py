"""Which line of a cleaned manuscript is what.

Promise: every line of the cleaned text becomes one block, in order; a player's
placeholder becomes one empty video slot, with the caption in front of it if there is one.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from articles.text.tracking import Span

LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")

_SOURCE = re.compile("(?:数据来源|稿件来源|信息来源|来源|供稿单位|供稿)：")
_LINK = re.compile(r"[^。！？]{0,60}?https?://[!-~]+")
_NUMBERED = re.compile("第?[一二三四五六七八九十]+[、章节]|（[一二三四五六七八九十]+）")
_SENTENCE = re.compile("[。！？]")
_LONGEST_CAPTION = 80


@dataclass(frozen=True)
class Block:
    """One typed line of a manuscript; ``count`` is how often a caption stands in it."""

    kind: str  # title, heading, paragraph, caption, video, source_line, link
    text: str
    line: int  # of the received text, from 1
    count: int = 1


def line_starts(spans: Iterable[Span]) -> list[int]:
    """Places in the present text where the second, third … received line begins."""
    starts: list[int] = []
    position = 0
    for span in spans:
        for match in LINE_END.finditer(span.received):
            starts.append(position + (len(span.text) if span.rules else match.end()))
        position += len(span.text)
    return starts


def typed_blocks(spans: tuple[Span, ...]) -> list[Block]:
    """The blocks of a cleaned text.

    Short lines without a full stop are captions when several stand before the first
    paragraph, as content systems print their pictures; elsewhere they are headings.
    """
    blocks = list(_first_guess(spans))
    prose = [index for index, block in enumerate(blocks) if block.kind == "paragraph"]
    for index, block in enumerate(blocks):
        if block.kind == "short":
            blocks[index] = replace(block, kind=_kind_of_short(blocks, index, prose))
    printed = Counter(block.text for block in blocks if block.kind == "caption")
    return [
        replace(block, count=printed[block.text]) if block.kind == "caption" else block
        for block in blocks
    ]


def _first_guess(spans: tuple[Span, ...]) -> Iterator[Block]:
    text = "".join(span.text for span in spans)
    starts, ends = line_starts(spans), _line_ends(spans)
    position = 0
    has_title = False
    if "video-placeholder" in ends.get(-1, Span("", "")).rules:
        yield Block("video", "", 1)
    for line in text.split("\n"):
        ending = ends.get(position + len(line), Span("", ""))
        number = 1 + bisect_right(starts, position)
        position += len(line) + 1
        block = Block(_kind(line, ending), line, number)
        if not has_title and block.kind == "short":
            has_title, block = True, replace(block, kind="title")
        if line:
            yield block
        if "video-placeholder" in ending.rules and block.kind != "video":
            yield Block("video", "", number)


def _line_ends(spans: tuple[Span, ...]) -> dict[int, Span]:
    """Spans that ended a line by a rule, by the place of the line's end; -1 for the very front."""
    ends: dict[int, Span] = {}
    position = 0
    for span in spans:
        if {"video-placeholder", "hidden-heading"} & set(span.rules):
            ends[position if position or span.text else -1] = span
        position += len(span.text)
    return ends


def _kind(line: str, ending: Span) -> str:
    is_short = len(line) <= _LONGEST_CAPTION and not _SENTENCE.search(line)
    stood_alone = LINE_END.match(ending.received.lstrip(" \t\u00a0\u3000"))
    if "video-placeholder" in ending.rules and is_short and not stood_alone:
        return "video"
    if "hidden-heading" in ending.rules or (is_short and _NUMBERED.match(line)):
        return "heading"
    if _SOURCE.match(line) and is_short:
        return "source_line"
    if _LINK.fullmatch(line):
        return "link"
    return "short" if is_short else "paragraph"


def _kind_of_short(blocks: list[Block], index: int, prose: list[int]) -> str:
    if not prose:
        return "paragraph"
    if index > prose[0]:
        is_followed = index + 1 < len(blocks) and blocks[index + 1].kind == "paragraph"
        return "heading" if is_followed else "caption"
    before = sum(block.kind in {"short", "caption"} for block in blocks[: prose[0]])
    return "heading" if before == 1 and index + 1 == prose[0] else "caption"
