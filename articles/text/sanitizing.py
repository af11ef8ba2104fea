"""HTML an editor may store: one allow-list, which also writes CKEditor's.

Promise: ``sanitize_html`` is the boundary, the editor is not. What it gives out holds
no script, style, address or picture other than the table below allows, and giving it
back in changes nothing.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import nh3

from articles.text.markup import Element, escape, parse
from articles.text.plain import normalise_line, strip_unsafe_characters
from articles.text.reading import Block, paragraphs, plain_text

__all__ = [
    "ALIGNMENT_CLASSES",
    "ALLOWED",
    "INDENT_CLASSES",
    "PICTURE_ADDRESS",
    "Block",
    "ckeditor_allowed_content",
    "is_hostile",
    "paragraphs",
    "plain_text",
    "sanitize_html",
]

ALIGNMENT_CLASSES = ("align-left", "align-center", "align-right", "align-justify")
INDENT_CLASSES = ("indent-1", "indent-2", "indent-3")
PICTURE_ADDRESS = re.compile(r"/media/pictures/(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._/-]*")


@dataclass(frozen=True)
class Allowed:
    """What one element may carry."""

    attributes: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


_LANGUAGE = ("lang", "dir")
_BLOCK = Allowed(_LANGUAGE, ALIGNMENT_CLASSES + INDENT_CLASSES)
_CELL = Allowed(("colspan", "rowspan", "scope", *_LANGUAGE), ALIGNMENT_CLASSES + INDENT_CLASSES)
_PLAIN = Allowed()

# The allow-list. nh3, the attribute check and CKEditor's allowedContent all read it.
ALLOWED: dict[str, Allowed] = {
    "p": _BLOCK,
    "h2": _BLOCK,
    "h3": _BLOCK,
    "h4": _BLOCK,
    "blockquote": Allowed(_LANGUAGE),
    "ul": Allowed(_LANGUAGE),
    "ol": Allowed(("start", "reversed", *_LANGUAGE)),
    "li": Allowed(_LANGUAGE),
    "a": Allowed(("href", "title")),
    "img": Allowed(("src", "alt", "width", "height")),
    "figure": Allowed(_LANGUAGE, ALIGNMENT_CLASSES),
    "figcaption": Allowed(_LANGUAGE),
    "table": Allowed(_LANGUAGE),
    "caption": Allowed(_LANGUAGE),
    "thead": _PLAIN,
    "tbody": _PLAIN,
    "tfoot": _PLAIN,
    "tr": _PLAIN,
    "th": _CELL,
    "td": _CELL,
    "span": Allowed((*_LANGUAGE, "translate")),
    **dict.fromkeys(("br", "hr", "strong", "b", "em", "i", "u", "s", "sub", "sup"), _PLAIN),
}

# Elements of pasted pages whose meaning we keep under an allowed name.
_RENAMED = {
    "h1": "h2", "h5": "h4", "h6": "h4", "del": "s", "strike": "s", "ins": "u",
    **dict.fromkeys(("div", "section", "article", "header", "footer", "main", "aside"), "p"),
    **dict.fromkeys(("center", "address", "pre", "dt", "dd"), "p"),
}  # fmt: skip
# Elements whose content is no text of the author's.
_EMPTIED = frozenset({
    "script", "style", "title", "noscript", "template", "iframe", "object", "applet", "svg",
    "math", "textarea", "select", "option", "datalist", "xmp", "plaintext", "noembed",
    "noframes", "listing", "audio", "video", "canvas", "frameset",
})  # fmt: skip
_DISAPPEAR_WHEN_EMPTY = frozenset(ALLOWED) - {
    "br", "hr", "img", "table", "thead", "tbody", "tfoot", "tr", "th", "td",
}  # fmt: skip
_INLINE = frozenset({"strong", "b", "em", "i", "u", "s", "sub", "sup", "a", "span"})
_REL_OUTSIDE = "noopener nofollow"

_PASSES = 8  # generated documents settle within four
_DEEPEST = 100  # nh3 takes seconds for a hundred thousand nested elements
_ATTRIBUTES_WITHOUT_END = re.compile(
    r"""<[a-zA-Z](?:(?:"[^"]*"|'[^']*'|[^<>"'\s/])*+[\s/]++){1000}"""
)
# Written without an end tag, these close each other and nest no deeper.
_NEVER_NEST = frozenset({
    "p", "li", "dt", "dd", "br", "hr", "img", "input", "meta", "link", "col", "wbr", "base",
})  # fmt: skip


def sanitize_html(html: str) -> str:
    """The part of ``html`` that may be stored and shown; "" when nothing is visible.

    >>> sanitize_html('<p onclick="x()">一<script>x()</script></p><p>&nbsp;</p>')
    '<p>一</p>'
    >>> sanitize_html('<h1>一</h1><div class="align-center red">二</div>')
    '<h2>一</h2><p class="align-center">二</p>'
    """
    current = strip_unsafe_characters(_NULL_REFERENCE.sub("", html))
    if is_hostile(current):
        return _escaped(current)
    for _ in range(_PASSES):
        cleaned = _CLEANER.clean(current)
        rewritten = _rewrite(cleaned)
        if current == cleaned == rewritten:
            return current
        current = rewritten
    return _escaped(current)


def ckeditor_allowed_content() -> dict[str, dict[str, str]]:
    """CKEditor 4's ``allowedContent``: exactly what ``sanitize_html`` lets stay.

    >>> ckeditor_allowed_content()["a"]
    {'attributes': '!href,title'}
    """
    content: dict[str, dict[str, str]] = {}
    for name, allowed in ALLOWED.items():
        rule = {}
        if allowed.attributes:
            required = {"a": "href", "img": "src"}.get(name)
            rule["attributes"] = ",".join(
                f"!{attribute}" if attribute == required else attribute
                for attribute in allowed.attributes
            )
        if allowed.classes:
            rule["classes"] = ",".join(allowed.classes)
        content[name] = rule
    return content


# --- Attributes ---------------------------------------------------------------------
def _link_address(value: str) -> str | None:
    """The address as a browser reads it, if it leads to a site, a mailbox or a telephone."""
    value = unicodedata.normalize(
        "NFC", re.sub(r"[\x00-\x20\x7f]", "", strip_unsafe_characters(value))
    )
    return value if _LINK_ADDRESS.fullmatch(value) else None


def web_address(text: str) -> str:
    """Return *text* as a browser reads it when it is an http(s) address of a host; else "".

    User names, backslashes and anything that Python and a browser could split differently
    are refused: ``https://evil.example\\@www.gov.cn/`` is not on gov.cn.
    """
    address = _link_address(text) or ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    odd = "\\" in address or "@" in parts.netloc or not parts.hostname
    return "" if odd or parts.scheme.lower() not in {"http", "https"} else address


def _class(tag: str, value: str) -> str | None:
    named = set(value.split())
    return " ".join(name for name in ALLOWED[tag].classes if name in named) or None


def _matching(pattern: str) -> Callable[[str], str | None]:
    compiled = re.compile(pattern)
    return lambda value: value if compiled.fullmatch(value) else None


_NULL_REFERENCE = re.compile(r"&#(?:0+|[xX]0+)(?![0-9a-fA-F]);?")
# No user name in the authority (http://gov.cn@elsewhere), no //host and no /\host.
_LINK_ADDRESS = re.compile(
    r"https?://[^/\\?#@]+(?:[/?#].*)?|(?:mailto|tel):.+|/(?![/\\]).*", re.IGNORECASE
)
_NUMBER = _matching(r"[1-9][0-9]{0,3}")
_CHECKS: dict[str, Callable[[str], str | None]] = {
    "href": _link_address,
    "src": _matching(PICTURE_ADDRESS.pattern),
    "title": normalise_line,
    "alt": normalise_line,
    "rel": _matching(_REL_OUTSIDE),
    "width": _NUMBER,
    "height": _NUMBER,
    "colspan": _NUMBER,
    "rowspan": _NUMBER,
    "start": _matching(r"[0-9]{1,4}"),
    "reversed": lambda _: "",
    "scope": _matching("row|col|rowgroup|colgroup"),
    "lang": _matching(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,4}"),
    "dir": _matching("ltr|rtl|auto"),
    "translate": _matching("yes|no"),
}


def _attributes_of(tag: str) -> set[str]:
    allowed = ALLOWED[_RENAMED.get(tag, tag)]
    links = {"rel"} if tag == "a" else set()
    return set(allowed.attributes) | ({"class"} if allowed.classes else set()) | links


_ATTRIBUTES = {tag: _attributes_of(tag) for tag in (*ALLOWED, *_RENAMED)}


def _attribute_allowed(tag: str, attribute: str, value: str) -> str | None:
    if attribute not in _ATTRIBUTES.get(tag, ()):  # nh3 asks for refused ones too
        return None
    if attribute == "class":
        return _class(_RENAMED.get(tag, tag), value)
    return _CHECKS[attribute](value)


_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED) | set(_RENAMED),
    clean_content_tags=set(_EMPTIED),
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute_allowed,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    strip_comments=True,
)


# --- What the allow-list cannot say -------------------------------------------------
def is_hostile(html: str) -> bool:
    """Whether nh3 would take seconds: nothing an editor or a word processor writes."""
    return bool(_ATTRIBUTES_WITHOUT_END.search(html)) or _nests_too_deep(html)


def _nests_too_deep(html: str) -> bool:
    # Counted a name at a time, so that stray end tags cannot hide open elements.
    depth: Counter[str] = Counter()
    total = 0
    for closing, spelled in re.findall(r"<(/?)([a-zA-Z][^\s/>]*)", html):
        name = spelled.lower()
        if closing and depth[name]:
            depth[name] -= 1
            total -= 1
        elif not closing and name not in _NEVER_NEST:
            depth[name] += 1
            total += 1
            if total > _DEEPEST:
                return True
    return False


def _escaped(html: str) -> str:
    """The text alone, for markup that never comes to rest or nests without end."""
    text = re.sub(r"<[^<>]*>", " ", html)
    return escape(normalise_line(text.replace("&nbsp;", " ")))


def _rewrite(cleaned: str) -> str:
    if _nests_too_deep(cleaned):
        return _escaped(cleaned)
    root = parse(cleaned)
    root.children = _rewritten(root.children)
    return root.html().strip() if _is_visible(root.children) or _holds(root, "hr") else ""


def _rewritten(children: list[Element | str]) -> list[Element | str]:
    result: list[Element | str] = []
    for child in children:
        for part in _safe_text(child) if isinstance(child, str) else _element(child):
            if isinstance(part, str) and result and isinstance(result[-1], str):
                result[-1] += part
            elif part:
                result.append(part)
    return result


def _safe_text(text: str) -> list[Element | str]:
    # U+0338 after a tag would combine with its ">" as soon as somebody normalises the page.
    return [unicodedata.normalize("NFC", strip_unsafe_characters(text)).lstrip("\u0338")]


def _element(element: Element) -> list[Element | str]:
    """What takes the place of an element: itself, its content, its blanks or nothing."""
    element.name = _RENAMED.get(element.name, element.name)
    element.children = _rewritten(element.children)
    if element.name == "img":
        return [element] if "src" in element.attributes else []
    if element.name in _DISAPPEAR_WHEN_EMPTY and not _is_visible(element.children):
        return [" "] if element.name in _INLINE and element.children else []
    if element.name == "a":
        return _link(element)
    if element.name == "span" and not element.attributes:
        return element.children
    return [element]


def _link(element: Element) -> list[Element | str]:
    element.attributes.pop("rel", None)
    if "href" not in element.attributes:
        return element.children
    if element.attributes["href"].lower().startswith("http"):
        element.attributes["rel"] = _REL_OUTSIDE
    return [element]


def _is_visible(children: list[Element | str]) -> bool:
    return any(
        child.strip() if isinstance(child, str)
        else child.name in {"img", "table"} or _is_visible(child.children)
        for child in children
    )  # fmt: skip


def _holds(element: Element, name: str) -> bool:
    return any(
        isinstance(child, Element) and (child.name == name or _holds(child, name))
        for child in element.children
    )
