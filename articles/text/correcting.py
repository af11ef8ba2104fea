"""A sanitised body as lines of text in which one place can be replaced, markup untouched.

Promise: ``EditableBody(html).html() == html`` for what ``sanitize_html`` gives out, and a
replacement changes the text of its own place and no tag.
"""

import re
from dataclasses import dataclass

from articles.text.markup import Element, parse

_INLINE = frozenset({"strong", "b", "em", "i", "u", "s", "sub", "sup", "a", "span"})


@dataclass
class _Piece:
    start: int
    parent: Element
    index: int

    @property
    def text(self) -> str:
        return self.parent.children[self.index]


class EditableBody:
    """The text of a body, a line a block, that knows where each character stands in the markup."""

    def __init__(self, html: str) -> None:
        self._root = parse(html)
        self._pieces: list[_Piece] = []
        self._parts: list[str] = []
        self._length = 0
        self._collect(self._root)
        self.text = "".join(self._parts)

    def html(self) -> str:
        """The body as markup, replacements included."""
        return self._root.html()

    def replace(self, start: int, end: int, text: str) -> None:
        """Write *text* in place of ``start:end`` of ``self.text``; once for each instance.

        >>> body = EditableBody("<p>崔玉<b>森</b>说</p>")
        >>> body.replace(0, 3, "崔玉淼")
        >>> body.html()
        '<p>崔玉淼<b></b>说</p>'
        """
        for piece in self._pieces:
            begin, stop = max(start - piece.start, 0), end - piece.start
            if begin < len(piece.text) and stop > 0:
                kept = piece.text
                piece.parent.children[piece.index] = kept[:begin] + text + kept[max(stop, 0) :]
                text = ""

    def links(self) -> list[tuple[str, int, int]]:
        """Every link of the body with the stretch of text it stands on."""
        found: list[tuple[str, int, int]] = []
        for piece in self._pieces:
            address = piece.parent.attributes.get("href", "")
            if address and piece.parent.name == "a":
                found.append((address, piece.start, piece.start + len(piece.text)))
        return found

    def _collect(self, element: Element) -> None:
        for index, child in enumerate(element.children):
            if isinstance(child, str):
                if child.strip() or not self._at_line_start():
                    self._pieces.append(_Piece(self._length, element, index))
                    self._write(re.sub(r"[\t\r\n]", " ", child))
            elif child.name in _INLINE:
                self._collect(child)
            else:
                self._end_line()
                self._collect(child)
                self._end_line()

    def _at_line_start(self) -> bool:
        return not self._parts or self._parts[-1].endswith("\n")

    def _end_line(self) -> None:
        if not self._at_line_start():
            self._write("\n")

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
