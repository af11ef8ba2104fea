"""What comes along with text pasted from Word, WPS and 微信, taken out and counted.

Promise: no visible word is lost, structure (headings, lists, tables, quotations, pictures of
this site with their captions) stays, and cleaning the result again changes nothing and reports
nothing. It is no boundary: ``sanitizing.sanitize_html`` is, and runs after it.
"""

import re
from collections import Counter
from dataclasses import dataclass

import nh3

from articles.text.markup import Element, parse
from articles.text.pasted_lists import FAKE_LIST, real_lists
from articles.text.plain import strip_unsafe_characters
from articles.text.rules import blanks
from articles.text.sanitizing import ALLOWED, PICTURE_ADDRESS, is_hostile

RESIDUE, LOOKS, INDENTS, BLANKS, EMPTY = "办公软件残留", "字体、颜色、字号", "段首空格", "连续空格", "空段落"  # fmt: skip
HEADINGS, LISTS = "小标题", "列表"

_OFFICE_MARKUP = re.compile(
    r"<!--.*?-->|<!\[[^>]*>|<\?[^>]*>|</?[a-z][a-z0-9]{0,10}:[a-z][^>]*>", re.DOTALL | re.IGNORECASE
)
_BLOCKS = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "thead", "tbody", "tfoot",
    "tr", "td", "th", "caption", "figure", "figcaption", "blockquote", "hr", "div", "section",
    "article", "header", "footer", "main", "aside", "center",
})  # fmt: skip
_WRAPPERS = frozenset({"div", "section", "article", "header", "footer", "main", "aside", "center"})
MOST_ROUNDS = 5
_LINES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li"})
_HEADINGS = {"1": "h2", "2": "h2", "3": "h3"}
_WORD_HEADING = re.compile(r"\bMso(?:Heading|Title)([1-9]?)|mso-outline-level:\s*([1-9])")
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
_ALIGNED = re.compile(r"text-align:\s*(center|right)")
_LEADING = re.compile("^[ \t\r\n\u00a0\u3000]*[\u00a0\u3000][ \t\r\n\u00a0\u3000]*")
_ATTRIBUTES = {
    "style", "class", "align", "src", "data-src", "alt", "width", "height", "href", "title", "rel",
    "colspan", "rowspan", "scope", "lang", "dir", "start", "reversed", "translate", "color", "face",
    "size",
}  # fmt: skip
_READER = nh3.Cleaner(
    tags=set(ALLOWED) | _BLOCKS | {"font", "del", "strike", "ins", "pre", "address"},
    clean_content_tags={"script", "style", "xml", "title", "svg", "iframe", "mpvoice"},
    attributes={"*": _ATTRIBUTES - {"rel"}, "a": {"href", "title", "rel", "style", "class"}},
    url_schemes={"http", "https", "mailto", "tel", "file", "data", "blob", "webkit-fake-url"},
    link_rel=None,
    strip_comments=True,
)


@dataclass(frozen=True)
class Pasted:
    """The cleaned body, and what was taken out of it: (what, how many)."""

    html: str
    cleared: tuple[tuple[str, int], ...] = ()
    converted: tuple[tuple[str, int], ...] = ()
    pictures: int = 0

    @property
    def report(self) -> str:
        """One sentence for the editor; "" when there is nothing to say."""
        parts = []
        if self.cleared:
            parts.append("清除了" + _spelled(self.cleared))
        if self.converted:
            parts.append("识别了" + _spelled(self.converted))
        if self.pictures:
            parts.append(f"移除了 {self.pictures} 张外站图片，请上传")
        return f"粘贴的正文已整理：{'；'.join(parts)}。" if parts else ""


def _spelled(counted: tuple[tuple[str, int], ...]) -> str:
    return "、".join(f"{what}（{count} 处）" for what, count in counted)


def clean_paste(html: str) -> Pasted:
    """*html* without what an office program or a platform left in it.

    >>> clean_paste('<p class="MsoNormal" style="font-size:16pt">　　一段。<o:p></o:p></p>').html
    '<p>一段。</p>'
    >>> clean_paste('<p>一</p><p><img src="https://mmbiz.qpic.cn/x"></p>').report
    '粘贴的正文已整理：移除了 1 张外站图片，请上传。'
    """
    done = _cleaned_once(html)
    for _ in range(MOST_ROUNDS):
        again = _cleaned_once(done.html)
        if again.html == done.html:
            break
        done = _sum(done, again)
    return done


def _sum(first: Pasted, second: Pasted) -> Pasted:
    """What one walk uncovered, such as an indent behind a wrapper, the next one cleans."""
    return Pasted(
        second.html,
        tuple((Counter(dict(first.cleared)) + Counter(dict(second.cleared))).items()),
        tuple((Counter(dict(first.converted)) + Counter(dict(second.converted))).items()),
        first.pictures + second.pictures,
    )


def _cleaned_once(html: str) -> Pasted:
    safe = strip_unsafe_characters(html)
    if is_hostile(safe):  # left to the sanitiser, which keeps its words
        return Pasted(html)
    residue = len(_OFFICE_MARKUP.findall(safe))
    root = parse(_READER.clean(_OFFICE_MARKUP.sub("", safe)))
    cleaning = _Cleaning()
    if residue:
        cleaning.cleared[RESIDUE] += residue
    root.children = real_lists(root.children, cleaning.converted)
    root.children = cleaning.cleaned(root.children)
    return Pasted(
        root.html(), tuple(cleaning.cleared.items()), tuple(cleaning.converted.items()), cleaning.pictures
    )  # fmt: skip


class _Cleaning:
    """One walk over a body, counting what it takes out."""

    def __init__(self) -> None:
        self.cleared: Counter[str] = Counter()
        self.converted: Counter[str] = Counter()
        self.pictures = 0

    def cleaned(self, children: list[Element | str]) -> list[Element | str]:
        result: list[Element | str] = []
        for child in children:
            result += [child] if isinstance(child, str) else self._element(child)
        return [self._text(one) if isinstance(one, str) else one for one in _joined(result)]

    def _text(self, text: str) -> str:
        edits = [
            e for e in blanks(text) if "\u00a0" in text[e.start : e.end] and e.end - e.start > 1
        ]
        self.cleared.update({BLANKS: len(edits)} if edits else {})
        for edit in reversed(edits):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text

    def _element(self, element: Element) -> list[Element | str]:
        if element.name == "img":
            return self._picture(element)
        styled, named = (element.attributes.pop(name, "") for name in ("style", "class"))
        before = self.pictures
        self._rename(element, styled, named)
        self._strip_looks(element, styled, named)
        element.children = self.cleaned(element.children)
        if element.name in _WRAPPERS:
            return self._unwrapped(element)
        if element.name == "figure" and not _holds_picture(element):
            return self._caption_alone(element)
        if element.name in _LINES:
            return self._line(element, has_lost_picture=self.pictures > before)
        if element.name == "figcaption" and not _is_visible(element.children):
            return []
        if element.name in {"font", "span"} and not element.attributes:
            return element.children
        return [element]

    def _rename(self, element: Element, styled: str, named: str) -> None:
        """Word's headings are paragraphs with a class; WPS and 微信 make words bold by style."""
        heading = _WORD_HEADING.search(f"{named} {styled}")
        if element.name == "h1" or (element.name == "p" and heading):
            level = (heading[1] or heading[2] or "1") if heading else "1"
            element.name = _HEADINGS.get(level, "h4")
            self.converted[HEADINGS] += 1
        elif element.name == "span" and _BOLD.search(styled):
            element.name = "strong"

    def _strip_looks(self, element: Element, styled: str, named: str) -> None:
        looks = [element.attributes.pop(name, "") for name in ("color", "face", "size", "align")]
        kept = [name for name in named.split() if name in _allowed_classes(element.name)]
        aligned = _ALIGNED.search(styled) or _ALIGNED.search(f"text-align:{looks[-1]}")
        if aligned and element.name in _LINES - {"li"}:
            kept.append(f"align-{aligned[1]}")
        if kept:
            element.attributes["class"] = " ".join(dict.fromkeys(kept))
        if "mso-" in styled or "Mso" in named:
            self.cleared[RESIDUE] += 1
        elif styled or any(looks[:3]) or element.name == "font":
            self.cleared[LOOKS] += 1

    def _picture(self, element: Element) -> list[Element | str]:
        element.attributes.pop("style", None)
        element.attributes.pop("class", None)
        if PICTURE_ADDRESS.fullmatch(element.attributes.get("src", "")):
            element.attributes.pop("data-src", None)
            return [element]
        self.pictures += 1
        return []

    def _unwrapped(self, element: Element) -> list[Element | str]:
        """A wrapper around blocks goes, one around words alone is a paragraph."""
        if any(isinstance(child, Element) and child.name in _BLOCKS for child in element.children):
            return _with_loose_text_in_paragraphs(element.children)
        element.name = "p"
        return self._line(element, has_lost_picture=False)

    def _caption_alone(self, element: Element) -> list[Element | str]:
        """The words under a picture that was removed stay, as a paragraph."""
        for child in element.children:
            if isinstance(child, Element) and child.name == "figcaption":
                child.name = "p"
        return [child for child in element.children if _is_visible([child])]

    def _line(self, element: Element, *, has_lost_picture: bool) -> list[Element | str]:
        if not _is_visible(element.children):
            if not has_lost_picture:
                self.cleared[EMPTY] += 1
            return []
        if _strip_indent(element):
            self.cleared[INDENTS] += 1
        return [element]


def _joined(children: list[Element | str]) -> list[Element | str]:
    """Words that stood in different spans are one text once these are gone."""
    result: list[Element | str] = []
    for child in children:
        if result and isinstance(child, str) and isinstance(result[-1], str):
            result[-1] += child
        else:
            result.append(child)
    return result


def _allowed_classes(name: str) -> tuple[str, ...]:
    return ALLOWED[name].classes if name in ALLOWED else ()


def _with_loose_text_in_paragraphs(children: list[Element | str]) -> list[Element | str]:
    result: list[Element | str] = []
    loose: list[Element | str] = []
    for child in [*children, Element("")]:
        if isinstance(child, str) or (child.name and child.name not in _BLOCKS):
            loose.append(child)
            continue
        if _is_visible(loose):
            result.append(Element("p", {}, loose))
        loose = []
        if child.name:
            result.append(child)
    return result


def _strip_indent(element: Element) -> bool:
    """Take the blanks from the beginning of a line; whether a full-width or hard one was there."""
    found = False
    for index, child in enumerate(element.children):
        if isinstance(child, str):
            stripped = _LEADING.sub("", child)
            element.children[index] = stripped
            found = found or child != stripped
            if stripped:
                return found
        elif child.name in {"br", "img"} or child.name in _BLOCKS:
            return found
        elif _is_visible(child.children):
            return _strip_indent(child) or found
    return found


def _is_visible(children: list[Element | str]) -> bool:
    return any(
        child.strip() if isinstance(child, str)
        else child.name in {"img", "table", "hr"} or _is_visible(child.children)
        for child in children
    )  # fmt: skip


def _holds_picture(element: Element) -> bool:
    return any(
        isinstance(child, Element) and (child.name in {"img", "table"} or _holds_picture(child))
        for child in element.children
    )


__all__ = ["FAKE_LIST", "Pasted", "clean_paste"]
