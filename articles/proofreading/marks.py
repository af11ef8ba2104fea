"""Punctuation: GB/T 15834-2011 (T-PUN-01 … 08), by the rules of the text floor."""

from collections.abc import Iterator

from articles.proofreading.findings import Spot
from articles.proofreading.reading import Reading
from articles.text import marks, punctuation
from articles.text.tracking import Edit


def half_width_marks(reading: Reading) -> Iterator[Spot]:
    """T-PUN-01: ``, ; : ? ! .`` beside Chinese are full-width: 榜单,共有 → 榜单，共有; not 3,926, not 12:30."""
    rules = (
        punctuation.commas,
        punctuation.colons,
        punctuation.questions,
        punctuation.full_stops,
    )
    for rule in rules:
        yield from reading.edits(rule, "汉语文本用全角标点")


def half_width_brackets(reading: Reading) -> Iterator[Spot]:
    """T-PUN-02: brackets around Chinese are full-width, both at once: (新市区) → （新市区）; not f(x)."""
    yield from reading.edits(_bracket_pairs, "汉语文本用全角括号")


def _bracket_pairs(text: str) -> Iterator[Edit]:
    """The edits of one pair joined into one, so that a fix never leaves half a pair."""
    edits = list(punctuation.brackets(text))
    waiting: list[Edit] = []
    for edit in edits:
        if edit.text == "（":
            waiting.append(edit)
        elif waiting and "\n" not in text[waiting[-1].end : edit.start]:
            opening = waiting.pop()
            inner = text[opening.end : edit.start]
            yield Edit(opening.start, edit.end, f"（{inner}）")
        else:
            yield edit
    yield from waiting


def ellipses_and_dashes(reading: Reading) -> Iterator[Spot]:
    """T-PUN-03: ``...`` and ``。。。`` → ``……``, ``--`` → ``——``; not wait..., not --explain."""
    yield from reading.edits(punctuation.ellipses, "省略号是六个连点“……”")
    yield from reading.edits(punctuation.dashes, "破折号占两个字的位置“——”")


def blanks_beside_marks(reading: Reading) -> Iterator[Spot]:
    """T-PUN-01: a full-width mark has its own space: （新市区）： 丝绸 → （新市区）：丝绸."""
    yield from reading.edits(punctuation.blanks_beside_marks, "全角标点旁不再加空格")


def straight_quotes(reading: Reading) -> Iterator[Spot]:
    """T-PUN-04: “ ” around Chinese, not ``"``; not 27"."""
    yield from reading.edits(marks.straight_quotes, "汉语文本的引号用“ ”")


def nested_marks(reading: Reading) -> Iterator[Spot]:
    """T-PUN-08: 《 》 inside 《 》 are 〈 〉, “ ” inside “ ” are ‘ ’; not 《一》《二》."""
    yield from reading.edits(marks.nested_marks, "同一种引号、书名号里面一层用‘ ’、〈 〉")


def unpaired_marks(reading: Reading) -> Iterator[Spot]:
    """T-PUN-08: brackets, quotation marks and 书名号 stand in pairs; not 1）, not a long quotation."""
    yield from reading.edits(marks.unpaired, "引号、括号、书名号没有配对")


def name_dots(reading: Reading) -> Iterator[Spot]:
    """T-PUN-05: the dot in a name is ``·``: 阿不都.热合曼 → 阿不都·热合曼; not 一.总则."""
    yield from reading.edits(marks.name_dots, "姓名中的间隔号用“·”，两边不空格")


def separators(reading: Reading) -> Iterator[Spot]:
    """T-PUN-06: no 、 between neighbouring ” “ or 》《; not “一”等、“二”."""
    yield from reading.edits(marks.separators, "相邻的引号、书名号之间通常不用顿号")


def ordinals(reading: Reading) -> Iterator[Spot]:
    """T-PUN-06: an ordinal in Arabic numerals takes a point: 1、 → 1.; not 一、."""
    yield from reading.edits(marks.ordinals, "阿拉伯数字的序号后用下脚点")


def ranges(reading: Reading) -> Iterator[Spot]:
    """T-PUN-07: a range of numbers takes ～: 10-20% → 10～20%; not a telephone number or a date."""
    yield from reading.edits(marks.ranges, "数值范围用“～”")
