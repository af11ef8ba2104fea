"""Reading sanitised HTML: its visible text, and its blocks in order.

Promise: takes what ``sanitizing.sanitize_html`` gives out, and loses no visible character.
"""

import re
from dataclasses import dataclass
from html import unescape

from articles.text.markup import Element, parse

_KINDS = {
    "h2": "heading", "h3": "heading", "h4": "heading", "li": "item", "figcaption": "caption",
    "caption": "caption", "tr": "row", "hr": "rule",
}  # fmt: skip
_CONTAINERS = {
    "ul", "ol", "blockquote", "figure", "table", "thead", "tbody", "tfoot", "p", *_KINDS,
}  # fmt: skip
# Most texts are read without a tree, at a third of its price; cells put blanks between them,
# and a blank may be hidden in a number.
_HAS_CELLS = re.compile("<t[dh]|&#")
_BREAK = re.compile(f"</?(?:{'|'.join(sorted(_CONTAINERS))}|br)(?: [^>]*)?>")
_TAG = re.compile("</?[a-z][^>]*>")
_BLANKS = re.compile("[ \t\r\n]+")


@dataclass(frozen=True)
class Block:
    """A stretch of text that stands on its own."""

    kind: str  # paragraph, heading, item, caption, row
    text: str


def plain_text(html: str) -> str:
    """The visible text: one line a block or ``<br>``, entities decoded.

    >>> plain_text("<h2>一 &amp; 二</h2><p>三<br>四</p>")
    '一 & 二\\n三\\n四'
    """
    if _HAS_CELLS.search(html):
        return "\n".join(block.text for block in paragraphs(html))
    pieces = _BREAK.split(_BLANKS.sub(" ", html))
    lines = (unescape(_TAG.sub("", piece)).strip() for piece in pieces)
    return "\n".join(line for line in lines if line)


def paragraphs(html: str) -> list[Block]:
    """The blocks that show any text, in order; empty ones do not count.

    >>> paragraphs("<h2>一</h2><ul><li>二</li></ul>")
    [Block(kind='heading', text='一'), Block(kind='item', text='二')]
    """
    blocks: list[Block] = []
    loose: list[str] = []
    _collect(parse(html), "paragraph", blocks, loose)
    _finish("paragraph", blocks, loose)
    return blocks


def _collect(element: Element, kind: str, blocks: list[Block], text: list[str]) -> None:
    for child in element.children:
        if isinstance(child, str):
            text.append(_BLANKS.sub(" ", child))
        elif child.name == "br":
            text.append("\n")
        elif child.name in _CONTAINERS:
            _finish(kind, blocks, text)
            inner = _KINDS.get(child.name, kind)
            _collect(child, inner, blocks, text)
            _finish(inner, blocks, text)
        else:
            if child.name in {"td", "th"} and text and text[-1] != "\n":
                text.append(" ")
            _collect(child, kind, blocks, text)


def _finish(kind: str, blocks: list[Block], text: list[str]) -> None:
    lines = (line.strip() for line in "".join(text).split("\n"))
    if joined := "\n".join(line for line in lines if line):
        blocks.append(Block(kind, joined))
    text.clear()
