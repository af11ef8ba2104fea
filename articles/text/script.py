"""Simplified and traditional script, for plain text and for finished pages.

Promise: markup goes through byte for byte; only what a reader reads is converted.
Always convert from the stored simplified text, never back from a conversion: the
two directions are not inverse.

Target is OpenCC's ``s2tw``: of the three sets it keeps nearest to the traditional
forms in the 《通用规范汉字表》 annex (為, 眾, 群, 峰, 啟); ``s2t`` writes 爲, 衆, 羣, 峯, 啓 and
``s2hk`` writes 説, 户, 台. No set is used that replaces vocabulary.
"""

import json
import re
from functools import cache
from pathlib import Path

import opencc

_CONFIGURATIONS = {"to_simplified": "t2s", "to_traditional": "s2tw"}
# Stands for a protected term while OpenCC works. A noncharacter, so no text has it.
_PLACEHOLDER = "\ufdd0"
_AT_ONCE = 4096  # a whole block at once takes 15 MB, which the process never gives back
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # OpenCC takes UTF-8, which has none


class _Converter:
    """One direction of OpenCC with its protected terms; shared between threads."""

    def __init__(self, direction: str) -> None:
        table = json.loads(Path(__file__).with_name("protected_terms.json").read_bytes())
        self._written = {row["term"]: row["written"] for row in table[direction]}
        longest_first = sorted(self._written, key=len, reverse=True)
        self._terms = re.compile("|".join(map(re.escape, longest_first)))
        self._opencc = opencc.OpenCC(_CONFIGURATIONS[direction])

    def convert(self, text: str) -> str:
        text = _LONE_SURROGATE.sub("\ufffd", text.replace(_PLACEHOLDER, ""))
        kept = iter([self._written[term] for term in self._terms.findall(text)])
        converted = self._opencc.convert(self._terms.sub(_PLACEHOLDER, text))
        return re.sub(_PLACEHOLDER, lambda _: next(kept), converted)


@cache
def _converter(direction: str) -> _Converter:
    return _Converter(direction)


def to_simplified(text: str) -> str:
    """The text in simplified script, protected terms kept.

    >>> to_simplified("營商環境，畢昇")
    '营商环境，毕昇'
    """
    return _converter("to_simplified").convert(text)


def to_traditional(text: str) -> str:
    """The text in traditional script, protected terms kept.

    >>> to_traditional("新疆岳普湖县的干部")
    '新疆岳普湖縣的幹部'
    """
    return _converter("to_traditional").convert(text)


@cache
def simplified_characters() -> dict[str, str]:
    """Every traditional character with the simplified one it has when it stands alone.

    >>> simplified_characters()["區"], "区" in simplified_characters()
    ('区', False)
    """
    blocks = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x323B0))
    converter, simple = _converter("to_simplified"), {}
    for start, end in blocks:
        for first in range(start, end, _AT_ONCE):
            han = [chr(code) for code in range(first, min(first + _AT_ONCE, end))]
            pairs = zip(han, converter.convert("\n".join(han)).split("\n"), strict=True)
            simple |= {one: other for one, other in pairs if one != other and len(other) == 1}
    return simple


def html_to_traditional(html: str) -> str:
    """A finished HTML page or Atom feed with its readable text in traditional script.

    Converted: text, and the attributes a reader meets (``alt``, ``title``,
    ``aria-label``, ``placeholder``, ``label``, the value of a button, the content of
    a ``meta`` that is prose). Never: addresses, classes, ids, data, ``script``,
    ``style``, ``textarea``, and anything within ``translate="no"``.

    >>> html_to_traditional('<a href="/发展/" title="发展">头<b>发</b></a>')
    '<a href="/发展/" title="發展">頭<b>髮</b></a>'
    """
    page = _Page(html)
    readable = page.readable()
    converted = to_traditional(readable)
    if len(converted) != len(readable):  # no dictionary does so today; be safe tomorrow
        converted = "".join(map(_same_length, readable.splitlines(keepends=True)))
    return page.with_readable(converted)


def _same_length(text: str) -> str:
    converted = to_traditional(text)
    return converted if len(converted) == len(text) else text


# --- Taking a page apart ------------------------------------------------------------
_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<![^>]*>"
    r"""|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<attributes>(?:[^"'<>]|"[^"]*"|'[^']*')*+)>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_ESCAPED_MARKUP = re.compile(r"&lt;/?[a-zA-Z!].*?&gt;", re.DOTALL)
_READ_ATTRIBUTES = {"alt", "title", "aria-label", "placeholder", "label"}
_MAY_HOLD_READ_ATTRIBUTES = re.compile("[^\x00-\x7f]")
_UNTOUCHED = {"script", "style", "textarea"}
_UNTOUCHED_IN_XML = {"id", "link", "guid", "uri", "url", "loc", "email"}
_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input",
    "link", "meta", "param", "source", "track", "wbr",
}  # fmt: skip
# Inline elements do not end a phrase: 头<b>发</b> is one word.
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "ins", "del", "mark", "q",
    "ruby", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr",
}  # fmt: skip
_META_KEPT = {
    "url", "image", "og:url", "og:image", "twitter:image", "sitedomain", "siteidcode", "viewport",
}  # fmt: skip


class _Page:
    """A page as opaque stretches and readable ones, in order."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._is_xml = html.lstrip("\ufeff \r\n\t").startswith("<?xml")
        self._text: list[tuple[int, int]] = []
        self._breaks: set[int] = set()  # indexes in _text before which a phrase ends
        self._attributes: list[tuple[int, int]] = []
        self._read()

    def readable(self) -> str:
        """All readable stretches in one string, parted where a phrase cannot go on."""
        flowing = (
            ("\n" if number in self._breaks else "") + self._html[start:end]
            for number, (start, end) in enumerate(self._text)
        )
        return "".join(flowing) + "".join(f"\n{self._html[a:b]}" for a, b in self._attributes)

    def with_readable(self, readable: str) -> str:
        """The page with its readable stretches replaced by this string of equal length."""
        replaced: list[tuple[int, int, str]] = []
        position = 0
        for number, (start, end) in enumerate(self._text):
            position += number in self._breaks
            replaced.append((start, end, readable[position : position + end - start]))
            position += end - start
        for start, end in self._attributes:
            position += 1
            replaced.append((start, end, readable[position : position + end - start]))
            position += end - start
        pieces: list[str] = []
        done = 0
        for start, end, text in sorted(replaced):
            pieces += (self._html[done:start], text)
            done = end
        return "".join(pieces) + self._html[done:]

    def _read(self) -> None:
        position = 0
        while match := _TOKEN.search(self._html, position):
            self._add_text(position, match.start())
            position = match.end()
            name = (match["name"] or "").lower()
            if name not in _INLINE:
                self._breaks.add(len(self._text))
            if not name or match["end"]:
                continue
            is_kept = _attribute(match, "translate") == "no"
            if not is_kept:
                self._add_attributes(match, name)
            if (is_kept or self._is_opaque(name)) and not self._has_no_content(match, name):
                position = self._end_of(name, position)
        self._add_text(position, len(self._html))

    def _is_opaque(self, name: str) -> bool:
        return name in _UNTOUCHED or (self._is_xml and name in _UNTOUCHED_IN_XML)

    def _has_no_content(self, match: re.Match[str], name: str) -> bool:
        closed = match["attributes"].endswith("/")
        return (closed and self._is_xml) or (name in _VOID and not self._is_xml)

    def _end_of(self, name: str, position: int) -> int:
        """Where the element opened just before ``position`` is closed."""
        depth = 0 if name in _UNTOUCHED else 1
        if not depth:
            closing = re.compile(rf"</{name}[\s/>]", re.IGNORECASE).search(self._html, position)
            return closing.start() if closing else len(self._html)
        while depth and (match := _TOKEN.search(self._html, position)):
            position = match.end()
            if (match["name"] or "").lower() == name:
                depth += -1 if match["end"] else 1
            elif not match["end"] and (match["name"] or "").lower() in _UNTOUCHED:
                position = self._end_of(match["name"].lower(), position)
        return position if not depth else len(self._html)

    def _add_text(self, start: int, end: int) -> None:
        if self._is_xml:  # a feed carries escaped HTML: its tags are no prose
            for match in _ESCAPED_MARKUP.finditer(self._html, start, end):
                self._text.append((start, match.start()))
                self._breaks.add(len(self._text))
                start = match.end()
        if start < end:
            self._text.append((start, end))

    def _add_attributes(self, match: re.Match[str], name: str) -> None:
        if not _MAY_HOLD_READ_ATTRIBUTES.search(match["attributes"]):
            return
        for attribute in _ATTRIBUTE.finditer(self._html, *match.span("attributes")):
            if _is_read(match, name, attribute[1].lower()):
                group = next(g for g in (2, 3, 4) if attribute[g] is not None)
                self._attributes.append(attribute.span(group))


def _is_read(tag: re.Match[str], name: str, attribute: str) -> bool:
    if name == "input" and attribute == "value":
        return _attribute(tag, "type").lower() in {"submit", "button"}
    if name == "meta" and attribute == "content":
        called = (_attribute(tag, "name") or _attribute(tag, "property")).lower()
        return bool(called) and called not in _META_KEPT and not called.startswith("og:image")
    return attribute in _READ_ATTRIBUTES


def _attribute(tag: re.Match[str], wanted: str) -> str:
    for match in _ATTRIBUTE.finditer(tag["attributes"]):
        if match[1].lower() == wanted:
            return match[2] or match[3] or match[4] or ""
    return ""
