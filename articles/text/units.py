"""The units of a sanitised body that a comparison sets beside each other.

Promise: no visible character is lost; what a unit's text does not say (bold, links, alignment,
a picture's file) stands in its marks, in words.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from articles.text.markup import Element, parse

_KINDS = {
    "p": "段落", "h2": "二级标题", "h3": "三级标题", "h4": "四级标题", "li": "列表项",
    "figcaption": "图片说明", "caption": "表题", "tr": "表格行", "blockquote": "引文",
}  # fmt: skip
_CONTAINERS = {"ul", "ol", "figure", "table", "thead", "tbody", "tfoot", *_KINDS}
_INLINE = {
    "strong": "加粗", "b": "加粗", "em": "斜体", "i": "斜体", "u": "下划线", "s": "删除线",
    "sub": "下标", "sup": "上标",
}  # fmt: skip
_CLASSES = {
    "align-left": "左对齐", "align-center": "居中", "align-right": "右对齐",
    "align-justify": "两端对齐", "indent-1": "缩进一级", "indent-2": "缩进两级",
    "indent-3": "缩进三级",
}  # fmt: skip
_HOLDERS = {"", "ul", "ol", "blockquote", "figure", "table", "thead", "tbody", "tfoot", "tr"}
CELL = " │ "


@dataclass(frozen=True)
class Unit:
    """A paragraph, heading, list item, table row, caption, picture or rule."""

    kind: str
    text: str
    marks: Counter[str] = field(default_factory=Counter)

    @property
    def shown(self) -> str:
        """The text, or the kind in brackets where there is none."""
        return self.text or f"［{self.kind}］"


def units(html: str) -> list[Unit]:
    """The units of a sanitised body, in order.

    >>> units('<h2>一</h2><p>二<strong>三</strong></p>')[1]
    Unit(kind='段落', text='二三', marks=Counter({'加粗“三”': 1}))
    """
    reading = _Reading()
    reading.read(parse(html), "段落")
    reading.finish("段落")
    return reading.units


def without_blanks(html: str) -> str:
    """The body without the blanks that editors put between blocks and no reader sees.

    >>> without_blanks("<ul>\\n\\t<li>一 <em>二</em></li>\\n</ul>\\n\\n<p>三</p>")
    '<ul><li>一 <em>二</em></li></ul><p>三</p>'
    """
    root = parse(html)
    _drop_blanks(root)
    return root.html()


def _drop_blanks(element: Element) -> None:
    if element.name in _HOLDERS:
        element.children = [c for c in element.children if not isinstance(c, str) or c.strip()]
    for child in element.children:
        if isinstance(child, Element):
            _drop_blanks(child)


class _Reading:
    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.text: list[str] = []
        self.marks: Counter[str] = Counter()

    def read(self, element: Element, kind: str) -> None:
        for child in element.children:
            if isinstance(child, str):
                self.text.append(re.sub(r"[ \t\r\n]+", " ", child))
            elif child.name in _CONTAINERS:
                self.finish(kind)
                self._read_block(child, kind)
            else:
                self._read_inline(child, kind)

    def _read_block(self, block: Element, outer: str) -> None:
        kind = _KINDS.get(block.name, outer)
        if block.name == "p" and outer in {"列表项", "引文"}:
            kind = outer
        if block.name == "ol":
            kind = "编号列表项"
        elif block.name == "li" and outer == "编号列表项":
            kind = outer
        self.marks.update(_CLASSES[n] for n in block.attributes.get("class", "").split() if n in _CLASSES)  # fmt: skip
        self.read(block, kind)
        self.finish(kind)

    def _read_inline(self, element: Element, kind: str) -> None:
        if element.name == "br":
            self.text.append("\n")
        elif element.name == "img":
            self._read_picture(element, kind)
        elif element.name == "hr":
            self.finish(kind)
            self.units.append(Unit("分隔线", ""))
        elif element.name in {"td", "th"}:
            if self.text:
                self.text.append(CELL)
            self.read(element, kind)
        else:
            self._read_marked(element, kind)

    def _read_marked(self, element: Element, kind: str) -> None:
        before = len(self.text)
        self.read(element, kind)
        inner = "".join(self.text[before:]).strip()
        if element.name == "a":
            self.marks[f"链接“{inner}”（{element.attributes.get('href', '')}）"] += 1
        elif element.name in _INLINE:
            self.marks[f"{_INLINE[element.name]}“{inner}”"] += 1

    def _read_picture(self, picture: Element, kind: str) -> None:
        self.finish(kind)
        named = picture.attributes
        marks = Counter([f"图片文件 {named.get('src', '')}"])
        if size := "×".join(filter(None, (named.get("width"), named.get("height")))):
            marks[f"尺寸 {size}"] += 1
        self.units.append(Unit("图片", named.get("alt", ""), marks))

    def finish(self, kind: str) -> None:
        """End the unit that was being read; an empty one does not count."""
        lines = (line.strip() for line in "".join(self.text).split("\n"))
        if text := "\n".join(line for line in lines if line):
            self.units.append(Unit(kind, text, self.marks))
        self.marks = Counter()
        self.text = []
