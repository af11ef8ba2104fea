"""Sentences of a page's HTML found again and wrapped, so that an address can lead to one.

Promise: wrapping adds ``<span id="…">`` and nothing else a reader sees; the markup stays
nested as it was, an id stands once, and what cannot be wrapped gets an empty anchor.
Takes what ``sanitizing.sanitize_html`` gives out, with or without links added to it.
"""

import html as entities
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

_TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>")
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_CHARACTER = re.compile(rf"{_ENTITY.pattern}|.", re.DOTALL)
_BLANKS = re.compile(r"\s+")
_VOID = frozenset({"br", "hr", "img"})
# What may stand within a line; everything else, but for cells, ends it.
_INLINE = frozenset({"strong", "b", "em", "i", "u", "s", "sub", "sup", "span", "a", "img"})
_CELLS = frozenset({"td", "th"})
_WITHIN_LINES = _INLINE | _CELLS


class _Token(NamedTuple):
    """A tag or a stretch of text at ``html[start:end]``; ``open`` are the tags around it."""

    start: int
    end: int
    name: str  # "" for text
    closes: bool
    open: tuple[int, ...]


class _Character(NamedTuple):
    """One for each character of a line, so a tuple: it is made in half the time."""

    text: str
    start: int
    end: int
    token: int


@dataclass(frozen=True)
class _Range:
    """Where a sentence stands, and which tags must be closed and opened again around its ends."""

    start: int
    end: int
    ids: tuple[str, ...]
    cut_before: tuple[int, ...] = ()
    cut_after: tuple[int, ...] = ()
    is_anchor: bool = False


class Sentences:
    """The lines of a page, in which sentences are looked for."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._tokens = list(_tokens(html))
        lines = [(line, self._text(line)) for line in self._read()]
        self._lines = [line for line, text in lines if text]
        self._texts = [text for _, text in lines if text]
        self._spelled: dict[int, list[_Character]] = {}

    def __contains__(self, sentence: str) -> bool:
        """Whether *sentence* (one line, single blanks) stands within one line of the page.

        >>> "一，二。" in Sentences("<p>零。一，<b>二</b>。三</p>")
        True
        """
        return any(sentence in text for text in self._texts)

    def marked(self, marks: Iterable[tuple[str, str]]) -> str:
        """The page with each (id, sentence) of *marks* wrapped where the sentence first stands.

        >>> Sentences("<p>一。二。</p>").marked([("F01", "二。"), ("F02", "二。"), ("F03", "无")])
        '<p>一。<span id="F01"><span id="F02">二。</span></span></p>'
        """
        ids: dict[str, list[str]] = {}
        for identity, sentence in marks:
            ids.setdefault(sentence, []).append(identity)
        found = [self._find(sentence, tuple(names)) for sentence, names in ids.items() if sentence]
        return self._with(_nested([place for place in found if place]))

    # --- Reading ------------------------------------------------------------------------
    def _read(self) -> list[list[int]]:
        """The lines, each as the numbers of its stretches of text and of its cells' beginnings."""
        lines: list[list[int]] = [[]]
        for number, token in enumerate(self._tokens):
            if not token.name or (token.name in _CELLS and not token.closes):
                lines[-1].append(number)
            elif token.name not in _WITHIN_LINES:
                lines.append([])
        return lines

    def _text(self, line: list[int]) -> str:
        """What ``_characters`` spells, at a fraction of its price: most lines need no places."""
        stretches = (self._tokens[number] for number in line)
        whole = "".join(
            " " if token.name else _decoded(self._html[token.start : token.end])
            for token in stretches
        )
        return _BLANKS.sub(" ", whole).removeprefix(" ")

    def _characters(self, number: int) -> list[_Character]:
        """A line's characters with their places; a run of blanks is one, none begins the line."""
        if number not in self._spelled:
            self._spelled[number] = []
            for token in self._lines[number]:
                self._spell(token, self._spelled[number])
        return self._spelled[number]

    def _spell(self, number: int, line: list[_Character]) -> None:
        token = self._tokens[number]
        if token.name:
            _add(line, _Character(" ", token.end, token.end, number))
            return
        for match in _CHARACTER.finditer(self._html, token.start, token.end):
            for text in _decoded(match[0]):
                _add(line, _Character(text, *match.span(), number))

    # --- Finding ------------------------------------------------------------------------
    def _find(self, sentence: str, ids: tuple[str, ...]) -> _Range | None:
        for number, text in enumerate(self._texts):
            place = text.find(sentence)
            if place >= 0:
                found = self._characters(number)[place : place + len(sentence)]
                return self._range(found[0], found[-1], ids)
        return None

    def _range(self, first: _Character, last: _Character, ids: tuple[str, ...]) -> _Range:
        between = self._tokens[first.token : last.token + 1]
        kept = len(reduce(_common, (token.open for token in between if not token.name)))
        start, before = self._start(first, kept)
        end, after = self._end(last, kept)
        cut = [self._tokens[number].name for number in (*before, *after)]
        within = [token.name for token in between if token.name]
        if not _INLINE.issuperset([*cut, *within]):
            return _Range(first.start, first.start, ids, is_anchor=True)
        return _Range(start, end, ids, before, after)

    def _start(self, first: _Character, kept: int) -> tuple[int, tuple[int, ...]]:
        """Where the wrapper begins: before tags that open there, and before a link."""
        start, cut = first.start, list(self._tokens[first.token].open[kept:])
        place = first.token - 1
        while cut and start == self._tokens[first.token].start and cut[-1] == place:
            cut.pop()
            place -= 1
        if place + 1 < first.token:
            start = self._tokens[place + 1].start
        links = [index for index, number in enumerate(cut) if self._tokens[number].name == "a"]
        if links:
            start = self._tokens[cut[links[0]]].start
            cut = cut[: links[0]]
        return start, tuple(cut)

    def _end(self, last: _Character, kept: int) -> tuple[int, tuple[int, ...]]:
        """Where the wrapper ends: behind tags that close there, and behind a link."""
        end, cut = last.end, list(self._tokens[last.token].open[kept:])
        at_edge = end == self._tokens[last.token].end
        for token in self._tokens[last.token + 1 :] if at_edge else []:
            if not (cut and token.closes):
                break
            cut.pop()
            end = token.end
        links = [index for index, number in enumerate(cut) if self._tokens[number].name == "a"]
        if links:
            depth = len(self._tokens[cut[links[0]]].open)
            after = self._tokens[last.token :]
            end = next(tag.end for tag in after if tag.closes and len(tag.open) == depth)
            cut = cut[: links[0]]
        return end, tuple(cut)

    # --- Writing ------------------------------------------------------------------------
    def _with(self, ranges: list[_Range]) -> str:
        inserted: list[tuple[int, int, int, str]] = []
        for place in ranges:
            opening = "".join(f'<span id="{entities.escape(name)}">' for name in place.ids)
            closing = "</span>" * len(place.ids)
            if place.is_anchor:
                inserted.append((place.start, 1, 0, opening + closing))
                continue
            before, after = self._cut(place.cut_before), self._cut(place.cut_after)
            inserted.append((place.start, 2, -place.end, before[0] + opening + before[1]))
            inserted.append((place.end, 0, -place.start, after[0] + closing + after[1]))
        pieces, done = [], 0
        for position, _, _, text in sorted(inserted):
            pieces += (self._html[done:position], text)
            done = position
        return "".join(pieces) + self._html[done:]

    def _cut(self, numbers: tuple[int, ...]) -> tuple[str, str]:
        tags = [self._tokens[number] for number in numbers]
        closing = "".join(f"</{tag.name}>" for tag in reversed(tags))
        return closing, "".join(self._html[tag.start : tag.end] for tag in tags)


def _tokens(html: str) -> Iterable[_Token]:
    open_tags: list[int] = []
    names: list[str] = []
    done = 0
    for match in (*_TOKEN.finditer(html), None):
        edge = match.start() if match else len(html)
        if edge > done:
            names.append("")
            yield _Token(done, edge, "", closes=False, open=tuple(open_tags))
        if match is None:
            return
        done, name, closes = match.end(), match[2].lower(), bool(match[1])
        if closes and open_tags:
            open_tags.pop()
        yield _Token(*match.span(), name, closes, tuple(open_tags))
        if not closes and name not in _VOID:
            open_tags.append(len(names))
        names.append(name)


def _decoded(text: str) -> str:
    if len(text) == 1 or "&" not in text:
        return text
    return _ENTITY.sub(lambda match: entities.unescape(match[0]), text)


def _add(line: list[_Character], character: _Character) -> None:
    """Add to the line's characters, a run of blanks as one, none at their beginning."""
    if not character.text.isspace():
        line.append(character)
    elif line and line[-1].text != " ":
        line.append(_Character(" ", character.start, character.end, character.token))


def _common(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return one[:length]


def _nested(ranges: list[_Range]) -> list[_Range]:
    """The ranges without crossings: one that would begin in another and end behind it is an anchor."""
    kept: list[_Range] = []
    for place in sorted(ranges, key=lambda found: (found.start, -found.end)):
        crosses = any(other.start < place.start < other.end < place.end for other in kept)
        anchor = _Range(place.start, place.start, place.ids, is_anchor=True)
        kept.append(anchor if crosses else place)
    return kept
