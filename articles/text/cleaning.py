"""A manuscript cleaned, and every change explained.

Promise: the cleaned text is one line a paragraph, without empty lines; cleaning it again
changes nothing; each difference from the received text is a ``Change`` of one rule.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.rules import RULES, Rule
from articles.text.structure import Block, line_starts, typed_blocks
from articles.text.tracking import Edit, Span, Tracked

__all__ = ["RULES", "Block", "Change", "Cleaned", "Manuscript", "Rule", "clean", "parse_manuscript"]

_ROUNDS = 10  # one rule may make work for an earlier one; two rounds are usual


@dataclass(frozen=True)
class Change:
    """What one rule did at one place; ``after`` equals ``before`` where it only reports."""

    rule: str
    line: int  # of the received text, from 1
    before: str
    after: str
    context: str  # the character in front, for changes that only take away


@dataclass(frozen=True)
class Cleaned:
    """The cleaned text, the changes by line, and which stretch became which."""

    text: str
    changes: tuple[Change, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Manuscript:
    """A manuscript taken apart."""

    title: str
    blocks: tuple[Block, ...]
    changes: tuple[Change, ...]


def clean(text: str) -> Cleaned:
    """The text with all rules applied until none finds anything more.

    >>> clean("高新區(qū)(新市區(qū)),2022年").text
    '高新区（新市区），2022年'
    """
    tracked = Tracked(text)
    changes: list[Change] = []
    for _ in range(_ROUNDS):
        if not _clean_once(tracked, changes):
            break
    changes += _reports(tracked)
    changes.sort(key=lambda change: change.line)
    return Cleaned(tracked.text, tuple(changes), tuple(tracked.spans))


def parse_manuscript(text: str) -> Manuscript:
    """The cleaned manuscript as typed blocks: its title, headings, captions, video slots…

    >>> [block.kind for block in parse_manuscript("标题\\n　　小标题在此　　正文一。　　正文二。").blocks]
    ['title', 'heading', 'paragraph', 'paragraph']
    """
    cleaned = clean(text)
    blocks = typed_blocks(cleaned.spans)
    title = next((block.text for block in blocks if block.kind == "title"), "")
    return Manuscript(title, tuple(blocks), cleaned.changes)


def _clean_once(tracked: Tracked, changes: list[Change]) -> bool:
    has_changed = False
    for rule in RULES:
        text = tracked.text
        edits = [edit for edit in rule.function(text) if text[edit.start : edit.end] != edit.text]
        if edits:
            changes += _changes(rule, edits, text, tracked)
            tracked.apply(edits, rule=rule.id)
            has_changed = True
    return has_changed


def _reports(tracked: Tracked) -> Iterator[Change]:
    text = tracked.text
    for rule in RULES:
        edits = [edit for edit in rule.function(text) if text[edit.start : edit.end] == edit.text]
        yield from _changes(rule, edits, text, tracked)


def _changes(rule: Rule, edits: list[Edit], text: str, tracked: Tracked) -> Iterator[Change]:
    if not edits:
        return
    starts = line_starts(tracked.spans)
    for edit in edits:
        line = 1 + bisect_right(starts, edit.start)
        context = text[max(0, edit.start - 1) : edit.start].strip("\n")
        yield Change(rule.id, line, text[edit.start : edit.end], edit.text, context)
