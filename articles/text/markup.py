"""A small tree for HTML that a serialiser wrote.

Promise: ``parse(html).html() == html`` for what nh3 gives out, which closes every
tag and escapes ``<`` and ``>`` inside text and attributes. It is no parser for HTML
from elsewhere; ``sanitizing`` never hands it any.
"""

import html as entities
import re
from dataclasses import dataclass, field

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_ATTRIBUTE = re.compile(r' ([^\s="]+)="([^"]*)"')
VOID = frozenset({"br", "hr", "img"})


@dataclass
class Element:
    """An element with its attributes (decoded) and its children in order."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)

    def html(self) -> str:
        """This element as markup; the nameless root as its children alone."""
        inner = "".join(
            child.html() if isinstance(child, Element) else escape(child) for child in self.children
        )
        if not self.name:
            return inner
        opening = "".join(
            f' {name}="{escape(value).replace(chr(34), "&quot;")}"'
            for name, value in self.attributes.items()
        )
        closing = "" if self.name in VOID else f"</{self.name}>"
        return f"<{self.name}{opening}>{inner}{closing}"


def parse(html: str) -> Element:
    """The tree of serialised HTML under a nameless root."""
    root = Element("")
    path = [root]
    done = 0
    for match in _TOKEN.finditer(html):
        if match.start() > done:
            path[-1].children.append(entities.unescape(html[done : match.start()]))
        done = match.end()
        closing, name, attributes = match.groups()
        if closing:
            if len(path) > 1:
                path.pop()
            continue
        element = Element(
            name, {k: entities.unescape(v) for k, v in _ATTRIBUTE.findall(attributes)}
        )
        path[-1].children.append(element)
        if name not in VOID:
            path.append(element)
    if done < len(html):
        path[-1].children.append(entities.unescape(html[done:]))
    return root


def escape(text: str) -> str:
    """The text as HTML writes it; a no-break blank by name, as serialisers do."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\u00a0", "&nbsp;")
