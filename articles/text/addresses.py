"""Addresses inside a finished page: a parameter that every link to an own page keeps.

Promise: only ``<a>`` and ``<form>`` change, byte for byte nothing else. ``<link>``,
``<meta>`` and scripts name a page as the whole world knows it and stay as they are.
"""

import html
import re

_PART = re.compile(
    # What is not closed goes on to the end, as in a browser; and is searched only once.
    r"<!--.*?(?:-->|\Z)|<(?P<opaque>script|style|textarea|title)\b.*?(?:</(?P=opaque)\s*>|\Z)"
    r"""|<(?P<name>a|form)(?P<attributes>\s(?:[^"'<>]|"[^"]*"|'[^']*')*+)?>""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)\s*=\s*(["'])(.*?)\2""", re.DOTALL)
_ELSEWHERE = re.compile(r"(?:/zh-hant)?/(?:admin|static|media|feeds)/|//|[^/?]")


def with_parameter(address: str, name: str, value: str) -> str:
    """The address of an own page with the parameter; any other address as it is.

    Own pages begin with ``/`` (not ``//``) or ``?``; their last part has no dot.

    >>> with_parameter("/archive/?page=2#foot", "mode", "elder")
    '/archive/?page=2&mode=elder#foot'
    >>> with_parameter("/sitemap.xml", "mode", "elder")
    '/sitemap.xml'
    """
    page, hash_mark, fragment = address.partition("#")
    path, _, query = page.partition("?")
    pairs = [pair for pair in query.split("&") if pair]
    is_file = "." in path.rpartition("/")[2]
    if not page or is_file or _ELSEWHERE.match(page) or f"{name}={value}" in pairs:
        return address
    return f"{path}?{'&'.join([*pairs, f'{name}={value}'])}{hash_mark}{fragment}"


def keep_parameter(page: str, name: str, value: str) -> str:
    """The finished page with links and forms to own pages carrying the parameter.

    A GET form gets a hidden field, because sending it drops the query of its address. A
    link with ``data-without="<name>"`` is the way out and stays.

    >>> keep_parameter('<a href="/tags/?page=2">', "mode", "elder")
    '<a href="/tags/?page=2&amp;mode=elder">'
    """
    field = f'<input type="hidden" name="{name}" value="{value}">'

    def extended(found: re.Match[str]) -> str:
        if found[1].lower() not in {"href", "action"}:
            return found[0]
        address = html.unescape(found[3])
        longer = with_parameter(address, name, value)
        return found[0] if longer == address else f'{found[1]}="{html.escape(longer)}"'

    def kept(part: re.Match[str]) -> str:
        attributes = {
            row[0].lower(): row[2] for row in _ATTRIBUTE.findall(part["attributes"] or "")
        }
        if not part["name"] or attributes.get("data-without") == name:
            return part[0]
        method = attributes.get("method", "get").lower()
        if part["name"].lower() == "a" or method == "post":
            return _ATTRIBUTE.sub(extended, part[0])
        action = html.unescape(attributes.get("action", "?"))
        own = with_parameter(action, name, value) != action
        return part[0] + field if own and method == "get" else part[0]

    return _PART.sub(kept, page)
