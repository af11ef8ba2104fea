"""Word's and WPS's lists, which are paragraphs with a typed mark, made into real ones."""

import re
from collections import Counter

from articles.text.markup import Element

FAKE_LIST = re.compile(r"mso-list:\s*l(\d+)\s+level(\d+)")
_LIST_CLASS = re.compile(r"\bMsoListParagraph")
_MARK = re.compile(
    r"\s*(?:[·•●○■□◆◇▪➢Øüvn§o\-–—]|[（(]?(?:\d{1,3}|[a-zA-Z]|[一二三四五六七八九十]{1,3})[)）.、．]?)[\s\u00a0]*"
)
_NUMBER = re.compile(r"[\s（(]*(\d{1,3}|[a-zA-Z]|[一二三四五六七八九十]{1,3})[)）.、．]")
_LISTS = "列表"


def real_lists(children: list[Element | str], counted: Counter[str]) -> list[Element | str]:
    """The children with each run of list paragraphs in one list, sublists within their item."""
    result: list[Element | str] = []
    run: list[Element] = []
    for child in children:
        if isinstance(child, Element) and _level(child):
            run.append(child)
            continue
        if isinstance(child, str) and run and not child.strip():
            continue
        if run:
            result += _made(run, counted)
            run = []
        if isinstance(child, Element) and child.name not in {"p", "img"}:
            child.children = real_lists(child.children, counted)
        result.append(child)
    return [*result, *_made(run, counted)] if run else result


def _level(element: Element) -> int:
    """How deep in a list Word shows the paragraph; 0 for one that is in none."""
    if element.name != "p":
        return 0
    if match := FAKE_LIST.search(element.attributes.get("style", "")):
        return int(match[2])
    is_listed = _LIST_CLASS.search(element.attributes.get("class", ""))
    return 1 if is_listed and _ignored(element) is not None else 0


def _ignored(element: Element) -> Element | None:
    """The span that holds the mark: ``mso-list:Ignore``."""
    for child in element.children:
        if isinstance(child, Element):
            if "mso-list:ignore" in child.attributes.get("style", "").replace(" ", "").lower():
                return child
            if (found := _ignored(child)) is not None:
                return found
    return None


def _made(run: list[Element], counted: Counter[str]) -> list[Element]:
    """The lists of one run; a new one begins where the outermost kind of mark changes."""
    lists: list[Element] = []
    path: list[tuple[int, Element]] = []
    for paragraph in run:
        level, (name, start) = _level(paragraph), _kind(paragraph)
        while path and path[-1][0] > level:
            path.pop()
        if path and path[-1][0] == level and path[-1][1].name != name:
            path.pop()
        if not path or path[-1][0] < level:
            attributes = {"start": str(start)} if start > 1 else {}
            made = Element(name, attributes)
            counted[_LISTS] += 1
            if path and path[-1][1].children:
                path[-1][1].children[-1].children.append(made)
            else:
                lists.append(made)
            path.append((level, made))
        path[-1][1].children.append(Element("li", {}, _without_mark(paragraph)))
    return lists


def _kind(paragraph: Element) -> tuple[str, int]:
    match = _NUMBER.match(_mark_of(paragraph))
    if match is None:
        return "ul", 1
    return "ol", int(match[1]) if match[1].isdigit() else 1


def _mark_of(paragraph: Element) -> str:
    ignored = _ignored(paragraph)
    return _text(ignored if ignored is not None else paragraph)


def _text(element: Element) -> str:
    return "".join(c if isinstance(c, str) else _text(c) for c in element.children)


def _without_mark(paragraph: Element) -> list[Element | str]:
    ignored = _ignored(paragraph)
    if ignored is not None:
        ignored.children = []
    else:
        _strip_typed_mark(paragraph)
    return paragraph.children


def _strip_typed_mark(element: Element) -> bool:
    """Take a typed mark from the first words; a single letter is none, it may begin a word."""
    for index, child in enumerate(element.children):
        if isinstance(child, str) and child.strip():
            match = _MARK.match(child)
            if match and not (match[0].strip().isalnum() and match[0].strip() == match[0]):
                element.children[index] = child[match.end() :]
            return True
        if isinstance(child, Element) and _strip_typed_mark(child):
            return True
    return False
