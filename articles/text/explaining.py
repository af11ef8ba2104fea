"""Changes as sentences an editor reads.

Promise: one line a change, with nothing invisible left invisible.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator

from articles.text.cleaning import Change, Cleaned, Manuscript
from articles.text.rules import RULES

_NAMES = {"\n": "⏎", "\u3000": "□", "\u00a0": "␣", " ": "␣"}


def explained(cleaned: Cleaned) -> Iterator[str]:
    """A line for each change, then how often each rule was needed and why.

    >>> from articles.text.cleaning import clean
    >>> next(explained(clean("区(qū)委")))
    '第1行 区(qū) → 区 读音括注'
    """
    titles = {rule.id: rule.title for rule in RULES}
    for change in cleaned.changes:
        yield f"第{change.line}行 {_difference(change)} {titles[change.rule]}"
    for rule in RULES:
        if count := sum(change.rule == rule.id for change in cleaned.changes):
            yield f"{rule.title} {count} 处：{rule.reason}"


KINDS = {
    "title": "标题",
    "heading": "小标题",
    "paragraph": "段落",
    "caption": "图片说明",
    "video": "视频位",
    "source_line": "来源行",
    "link": "链接",
}


def structure(manuscript: Manuscript) -> str:
    """One line that says what the manuscript was recognised to consist of.

    >>> from articles.text.cleaning import parse_manuscript
    >>> structure(parse_manuscript("标题\\n\\n　　这是第一段，说明情况。"))
    '结构：标题 1、段落 1'
    """
    counts = Counter(block.kind for block in manuscript.blocks)
    found = [f"{name} {counts[kind]}" for kind, name in KINDS.items() if counts[kind]]
    return f"结构：{'、'.join(found)}"


def visible(text: str) -> str:
    """The text with blanks and invisible characters written out.

    >>> visible("区\\u200b　委")
    '区[U+200B]□委'
    """
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in _NAMES:
        return _NAMES[character]
    if unicodedata.category(character)[0] in "CZM":
        return f"[U+{ord(character):04X}]"
    return character


def _difference(change: Change) -> str:
    if change.before == change.after:
        return visible(change.before)
    # What only disappears is shown with the character it stood behind.
    context = change.context if not change.after else ""
    return f"{visible(context + change.before)} → {visible(context + change.after) or '（删除）'}"
