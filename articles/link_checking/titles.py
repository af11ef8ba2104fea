"""The title of somebody else's page, and whether it is another page now."""

import html
import re

from articles.text.plain import normalise_line

LONGEST = 200
TITLE = re.compile(rb"<title[^>]{0,200}>(.{0,2000}?)</title", re.IGNORECASE | re.DOTALL)
CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
BEGINNING = 4096


def title_of(body: bytes, content_type: str) -> str:
    """Return the page's title as a line of text; "" for a page without one.

    >>> title_of("<title>高新区 &amp; 园区</title>".encode("gb18030"), "text/html; charset=gb2312")
    '高新区 & 园区'
    """
    found = TITLE.search(body)
    if found is None:
        return ""
    text = _decoded(found[1], content_type, body)
    return normalise_line(html.unescape(text))[:LONGEST]


def _decoded(title: bytes, content_type: str, body: bytes) -> str:
    beginning = body[:BEGINNING].decode("latin-1")
    said = CHARSET.search(content_type) or CHARSET.search(beginning)
    name = said[1].lower() if said else "utf-8"
    for encoding in ("gb18030" if name.startswith("gb") else name, "utf-8", "gb18030"):
        try:
            return title.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    return title.decode("utf-8", "replace")


def is_another(old: str, new: str) -> bool:
    """Whether two titles have nothing in common, not one pair of neighbouring characters.

    >>> is_another("乌鲁木齐市人民政府", "乌鲁木齐市人民政府门户网站"), is_another("园区招商网", "域名出售")
    (False, True)
    """
    before, after = _pairs(old), _pairs(new)
    return bool(before and after) and not before & after


def _pairs(text: str) -> set[str]:
    kept = "".join(character for character in text.lower() if character.isalnum())
    return {kept[place : place + 2] for place in range(max(1, len(kept) - 1))} if kept else set()
