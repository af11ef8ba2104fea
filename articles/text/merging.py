"""Joining what two editors made of one text, where they did not touch the same place.

Promise: a merged text holds every change of both; where their changes meet there is none
(None), and an editor decides. Places are exact: nothing is searched for and put down nearby.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from articles.text.differing import text_difference
from articles.text.markup import VOID
from articles.text.units import without_blanks

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>")
_TOKEN = re.compile(r"<[^>]*>|&[#\w]+;|.", re.S)
_FIRST = 0xF0000  # private characters stand for tags and entities while texts are compared
_MOST = 0xFFFD


@dataclass(frozen=True)
class _Edit:
    """The stretch ``start:end`` of the common text became ``text``."""

    start: int
    end: int
    text: str


def merged(base: str, mine: str, theirs: str) -> str | None:
    """The text with both editors' changes of *base*; None where these meet.

    >>> merged("甲乙丙丁戊己", "甲改丙丁戊己", "甲乙丙丁戊己庚")
    '甲改丙丁戊己庚'
    >>> merged("甲乙丙", "甲改丙", "甲换丙") is None
    True
    """
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    edits = sorted(
        {*_edits(base, mine), *_edits(base, theirs)}, key=lambda edit: (edit.start, edit.end)
    )
    if any(after.start <= before.end for before, after in pairwise(edits)):
        return None
    pieces, done = [], 0
    for edit in edits:
        pieces += [base[done : edit.start], edit.text]
        done = edit.end
    return "".join([*pieces, base[done:]])


def merged_html(base: str, mine: str, theirs: str) -> str | None:
    """``merged`` for sanitised bodies: a tag is one piece, and the result nests as it should.

    >>> merged_html("<p>一</p><p>二</p>", "<p>一。</p><p>二</p>", "<p>一</p><p>二！</p>")
    '<p>一。</p><p>二！</p>'
    """
    if any(max(html, default="") >= chr(_FIRST) for html in (base, mine, theirs)):
        return None  # they hold such characters themselves
    tokens: dict[str, str] = {}
    spelt = [_spelt(without_blanks(html), tokens) for html in (base, mine, theirs)]
    if len(tokens) > _MOST:
        return None
    joined = merged(*spelt)
    if joined is None:
        return None
    written = {character: token for token, character in tokens.items()}
    html = "".join(written.get(character, character) for character in joined)
    return html if _nests(html) else None


def _edits(base: str, other: str) -> list[_Edit]:
    edits: list[_Edit] = []
    at = 0
    for run in text_difference(base, other):
        if not run.mark:
            at += len(run.text)
            continue
        start, end = at, at + (len(run.text) if run.mark == "del" else 0)
        new = run.text if run.mark == "ins" else ""
        if edits and edits[-1].end == start:
            edits[-1] = _Edit(edits[-1].start, end, edits[-1].text + new)
        else:
            edits.append(_Edit(start, end, new))
        at = end
    return edits


def _spelt(html: str, tokens: dict[str, str]) -> str:
    """The markup with one character for each tag and entity."""
    return "".join(
        token if len(token) == 1 else tokens.setdefault(token, chr(_FIRST + len(tokens)))
        for token in _TOKEN.findall(html)
    )


def _nests(html: str) -> bool:
    path: list[str] = []
    for closing, name in _TAG.findall(html):
        if name in VOID:
            continue
        if not closing:
            path.append(name)
        elif not path or path.pop() != name:
            return False
    return not path
