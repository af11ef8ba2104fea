"""Rules of GB/T 15834-2011 for punctuation that arrives half-width.

Each function finds the edits of one rule in a whole text. Addresses, numbers, times,
ratios and Latin text stay as they are: a mark changes only where Chinese stands beside it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from articles.text.tracking import Edit

HAN = "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_FULL_WIDTH = "，。、；：？！（）《》〈〉【】……——"
_CHINESE = re.compile(f"[{HAN}{_FULL_WIDTH}]")
_HAN = re.compile(f"[{HAN}]")
_LATIN = re.compile("[A-Za-z]")
# Every repetition that a long run of letters could restart is bounded: time stays linear.
_ADDRESS = re.compile(
    r"(?:(?<![a-zA-Z0-9+.-])[a-zA-Z][a-zA-Z0-9+.-]{1,15}://|www\.|mailto:)"
    r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
    r"|&(?:[a-zA-Z]{2,8}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});"
)
_CLOSES_SENTENCE_NOT_ADDRESS = ".,:!?'"
_QUOTES = "”’"
_BLANKS = " \t\u00a0\u3000"


class _Context:
    """What stands around a place, and which stretches are not Chinese text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._protected = sorted([*addresses(text), *_latin_lines(text)])
        self._starts = [start for start, _ in self._protected]

    def is_protected(self, position: int) -> bool:
        index = bisect_right(self._starts, position)
        # A Latin line may hold addresses: look at the last two stretches begun before here.
        return any(position < end for _, end in self._protected[max(0, index - 2) : index])

    def is_chinese_before(self, position: int) -> bool:
        position -= 1
        while position >= 0 and self._text[position] in _BLANKS + _QUOTES:
            position -= 1
        return position >= 0 and bool(_CHINESE.match(self._text[position]))

    def is_chinese_after(self, position: int) -> bool:
        while position < len(self._text) and self._text[position] in _BLANKS + "“‘":
            position += 1
        return bool(_CHINESE.match(self._text[position : position + 1]))


def addresses_end(text: str, start: int, end: int) -> int:
    """Where an address found at ``start:end`` really ends: before the sentence's own marks."""
    while end > start and (
        text[end - 1] in _CLOSES_SENTENCE_NOT_ADDRESS
        or (text[end - 1] == ")" and "(" not in text[start:end])
    ):
        end -= 1
    return end


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where web and mail addresses stand in *text*; no rule of Chinese holds inside them."""
    for match in _ADDRESS.finditer(text):
        yield match.start(), addresses_end(text, *match.span())


def _latin_lines(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", text):
        prose = _ADDRESS.sub("", match[0])
        if len(_LATIN.findall(prose)) > 4 * len(_HAN.findall(prose)):
            yield match.span()


def commas(text: str) -> Iterator[Edit]:
    """``,`` and ``;`` beside Chinese become ``，`` and ``；``: 榜单,共有 → 榜单，共有; not 3,926."""
    context = _Context(text)
    for match in re.finditer("[,;]", text):
        at = match.start()
        if _is_between_digits(text, at) or context.is_protected(at):
            continue
        if context.is_chinese_before(at) or context.is_chinese_after(at + 1):
            yield Edit(at, at + 1, "，" if match[0] == "," else "；")


def colons(text: str) -> Iterator[Edit]:
    """``:`` beside Chinese becomes ``：``: 链接:【 → 链接：【; not 12:30, 1:1000, https://."""
    context = _Context(text)
    for match in re.finditer(":", text):
        at = match.start()
        if _is_between_digits(text, at) or context.is_protected(at):
            continue
        if context.is_chinese_before(at) or context.is_chinese_after(at + 1):
            yield Edit(at, at + 1, "：")


def questions(text: str) -> Iterator[Edit]:
    """``?`` and ``!`` after Chinese become ``？`` and ``！``: 好吗? → 好吗？; not Why?"""
    context = _Context(text)
    for match in re.finditer("[?!]+", text):
        if context.is_chinese_before(match.start()) and not context.is_protected(match.start()):
            for at in range(*match.span()):
                yield Edit(at, at + 1, "？" if text[at] == "?" else "！")


def full_stops(text: str) -> Iterator[Edit]:
    """``.`` after Chinese at the end of a line or quotation becomes ``。``: 完成. → 完成。

    Not between two characters: it may stand for the dot in 艾尔肯.吐尼亚孜, or follow
    the ordinal in 一.总则.
    """
    context = _Context(text)
    numeral = re.compile(r"(?:^|\n)[ \t\u3000]*[一二三四五六七八九十百]+\Z")
    for match in re.finditer(rf"(?<=[{HAN}）》”’])\.(?=[ \t\u3000]*(?:\n|\Z|[”’）》]))", text):
        at = match.start()
        if context.is_chinese_before(at) and not numeral.search(text[max(0, at - 12) : at]):
            yield Edit(at, at + 1, "。")


def brackets(text: str) -> Iterator[Edit]:
    """``( )`` that hold or touch Chinese become ``（ ）``: 高新区(新市区), (2022)年, 园区(2022).

    Only in pairs on one line; ``f(x)`` and an address keep theirs.
    """
    context = _Context(text)
    found: list[int] = []
    opened: list[int] = []
    for match in re.finditer(r"[(（)）\n]", text):
        at = match.start()
        if match[0] == "\n":
            opened.clear()
        elif context.is_protected(at):
            continue
        elif match[0] in "(（":
            opened.append(at)
        elif opened:
            pair = (opened.pop(), at)
            if _is_chinese_pair(text, context, pair):
                found += pair
    for at in sorted(found):
        if text[at] in "()":
            yield Edit(at, at + 1, "（" if text[at] == "(" else "）")


def _is_chinese_pair(text: str, context: _Context, pair: tuple[int, int]) -> bool:
    start, end = pair
    if text[start] == "（" or text[end] == "）" or _HAN.search(text, start, end):
        return True
    return context.is_chinese_before(start) or context.is_chinese_after(end + 1)


def ellipses(text: str) -> Iterator[Edit]:
    """``...``, ``。。。`` and a lone ``…`` beside Chinese become ``……``; not wait... or 1...10."""
    context = _Context(text)
    for match in re.finditer(r"\.{3,}|。{3,}|(?<!…)…(?!…)", text):
        if context.is_protected(match.start()):
            continue
        if context.is_chinese_before(match.start()) or context.is_chinese_after(match.end()):
            yield Edit(*match.span(), "……")


def dashes(text: str) -> Iterator[Edit]:
    """``--`` between Chinese becomes ``——``; not --explain, not 2019-2022, not a rule of dashes."""
    context = _Context(text)
    for match in re.finditer(r"(?<!-)-{2,3}(?!-)", text):
        if context.is_chinese_before(match.start()) and context.is_chinese_after(match.end()):
            yield Edit(*match.span(), "——")


def blanks_beside_marks(text: str) -> Iterator[Edit]:
    """A blank beside a full-width mark goes, the mark has its own: （新市区）： 丝绸 → （新市区）：丝绸."""
    marks = "，。、；：？！（）《》〈〉【】"
    for match in re.finditer(rf"(?<=[{marks}])[ \u3000]+|[ \u3000]+(?=[{marks}])", text):
        yield Edit(*match.span(), "")


def _is_between_digits(text: str, at: int) -> bool:
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return len(around) == 2 and around.isdigit()
