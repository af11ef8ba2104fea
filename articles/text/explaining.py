"""Changes as sentences an editor reads.

Promise: one line a change, with nothing invisible left invisible.
"""

import unicodedata
from collections.abc import Iterator

from articles.text.cleaning import Change, Cleaned
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
