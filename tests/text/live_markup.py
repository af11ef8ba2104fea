"""What in a piece of HTML could act: read with a parser that is not the sanitiser's."""

import re
from html.parser import HTMLParser

from articles.text.sanitizing import ALLOWED, PICTURE_ADDRESS

LINK = re.compile(r"(?:https?://[^/\\@]|mailto:|tel:|/(?![/\\]))", re.IGNORECASE)


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.found.append(f"<{tag}>")
            return
        allowed = {*ALLOWED[tag].attributes, "class"} | ({"rel"} if tag == "a" else set())
        for name, value in attrs:
            if name not in allowed or not _is_harmless(tag, name, value or ""):
                self.found.append(f"<{tag} {name}={value!r}>")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"<?{data}>")


def _is_harmless(tag: str, name: str, value: str) -> bool:
    if name == "href":
        return bool(LINK.match(value)) and not re.search(r"[\x00-\x20\u200b\u202e]", value)
    if name == "src":
        return bool(PICTURE_ADDRESS.fullmatch(value)) and ".." not in value
    if name == "class":
        return bool(value) and set(value.split()) <= set(ALLOWED[tag].classes)
    if name in {"width", "height", "colspan", "rowspan", "start"}:
        return bool(re.fullmatch("[0-9]{1,4}", value))
    return True


def live_payloads(html: str) -> list[str]:
    """Every tag, attribute or address in ``html`` that no article may hold."""
    finder = _Finder()
    finder.feed(html)
    finder.close()
    return finder.found
