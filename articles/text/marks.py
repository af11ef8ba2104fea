"""Marks that a proofreader looks at, beyond those that cleaning repairs by itself.

Each function finds the places of one rule of GB/T 15834-2011 or GB/T 15835-2011 in a text,
a line a paragraph. An edit whose text is what already stands there only reports: which
mark is right must be decided by a person.
"""

import re
from collections.abc import Iterator

from articles.text.punctuation import HAN
from articles.text.tracking import Edit

_PAIRS = {"（": "）", "《": "》", "〈": "〉", "“": "”", "‘": "’", "【": "】", "〔": "〕", "「": "」", "『": "』"}  # fmt: skip
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_MARK = re.compile("[" + "".join(_PAIRS) + "".join(_CLOSING) + "]")
_LIST_NUMBER = re.compile(
    r"(?:^|[。；：:，\s])(?:[0-9]{1,3}|[a-zA-Z]|[一二三四五六七八九十]{1,3})\Z"
)
_APOSTROPHE = re.compile(r"(?<=[A-Za-z0-9])’")
_CHINESE_BESIDE = rf"[{HAN}，。、；：？！（）《》“”]"
_UNITS = "年月日时天周岁个人家项次名户座条处件台套亩平米公千万亿元吨倍％%℃"


def unpaired(text: str) -> Iterator[Edit]:
    """A mark without its other half: （新市区 or 改革”; not 1）, not don’t.

    A paragraph of a long quotation opens with “ and is closed in a later one.

    >>> [(edit.start, edit.text) for edit in unpaired("高新区（新市区位列第73位。")]
    [(3, '（')]
    >>> list(unpaired("1）“放管服”改革（2022）")), list(unpaired("“一段话。\\n“又一段。”"))
    ([], [])
    """
    for line in re.finditer(r"[^\n]+", text):
        goes_on = text[line.end() + 1 : line.end() + 2] in {"“", "‘"}
        for at in _unpaired_in(line[0]):
            opens_quotation = at == 0 and line[0][0] in "“‘" and goes_on
            if not opens_quotation:
                yield Edit(line.start() + at, line.start() + at + 1, line[0][at])


def _unpaired_in(line: str) -> list[int]:
    plain = _APOSTROPHE.sub("'", line)
    open_marks: list[int] = []
    lost: list[int] = []
    for match in _MARK.finditer(plain):
        at, mark = match.start(), match[0]
        if mark in _PAIRS:
            open_marks.append(at)
        elif open_marks and plain[open_marks[-1]] == _CLOSING[mark]:
            open_marks.pop()
        elif any(plain[place] == _CLOSING[mark] for place in open_marks):
            while plain[open_marks[-1]] != _CLOSING[mark]:
                lost.append(open_marks.pop())
            open_marks.pop()
        elif not (mark == "）" and _LIST_NUMBER.search(plain[max(0, at - 4) : at])):
            lost.append(at)
    return sorted([*lost, *open_marks])


def nested_marks(text: str) -> Iterator[Edit]:
    """书名号 inside 书名号 are 〈〉, quotation marks inside quotation marks are ‘’ (T-PUN-08, T-PUN-04).

    >>> [edit.text for edit in nested_marks("《学习《公报》体会》")]
    ['〈', '〉']
    >>> list(nested_marks("《一》《二》，“一”“二”"))
    []
    """
    inner = {"《": "〈", "》": "〉", "“": "‘", "”": "’"}
    for outer, closing in (("《", "》"), ("“", "”")):
        for line in re.finditer(r"[^\n]+", text):
            if line[0].count(outer) != line[0].count(closing):
                continue  # which one is too many is the other rule's question
            depth = 0
            for match in re.finditer(f"[{outer}{closing}]", line[0]):
                depth -= match[0] == closing
                if depth > 0:
                    at = line.start() + match.start()
                    yield Edit(at, at + 1, inner[match[0]])
                depth += match[0] == outer


def straight_quotes(text: str) -> Iterator[Edit]:
    """``"`` beside Chinese becomes “ or ” in turn; reported only, where one is missing (T-PUN-04).

    >>> [edit.text for edit in straight_quotes('推进"放管服"改革')]
    ['“', '”']
    >>> list(straight_quotes('a 27" screen'))
    []
    """
    for line in re.finditer(r"[^\n]+", text):
        places = [match.start() for match in re.finditer('"', line[0])]
        if not places or not re.search(f'{_CHINESE_BESIDE}"|"{_CHINESE_BESIDE}', line[0]):
            continue
        for number, at in enumerate(places):
            curly = '"' if len(places) % 2 else "“”"[number % 2]
            yield Edit(line.start() + at, line.start() + at + 1, curly)


def name_dots(text: str) -> Iterator[Edit]:
    """The dot in a name is ``·`` without blanks: 阿不都.热合曼 → 阿不都·热合曼 (T-PUN-05).

    >>> [edit.text for edit in name_dots("艾尔肯•吐尼亚孜、阿不都 · 热合曼")]
    ['·', '·']
    >>> list(name_dots("阿不都·热合曼")), list(name_dots("一.总则"))
    ([], [])
    """
    pattern = rf"(?<=[{HAN}])(?: ?[•・‧∙⋅.．] ?| ·| · |· )(?=[{HAN}])"
    for match in re.finditer(pattern, text):
        line_start = text.rfind("\n", 0, match.start()) + 1
        if not re.fullmatch("[（第]?[一二三四五六七八九十]{1,3}", text[line_start : match.start()]):
            yield Edit(*match.span(), "·")


def separators(text: str) -> Iterator[Edit]:
    """No 、 between neighbouring quotations or titles: “一”、“二” → “一”“二” (T-PUN-06, 4.5.3.5).

    >>> [edit.text for edit in separators("“放”、“管”、“服”")]
    ['', '']
    >>> list(separators("“两免一补”、家庭困难学生补助")), list(separators("《一》（试行）、《二》"))
    ([], [])
    """
    for match in re.finditer("(?<=[”》])、(?=[“《])", text):
        yield Edit(*match.span(), "")


def ordinals(text: str) -> Iterator[Edit]:
    """An ordinal in Arabic numerals takes ``.``, not ``、``: 1、总则 → 1.总则 (T-PUN-06).

    >>> [edit.text for edit in ordinals("1、总则")], list(ordinals("1、2月，一、总则"))
    (['.'], [])
    """
    for match in re.finditer(r"(?m)(?<=^)[0-9]{1,2}(、)(?![0-9])", text):
        yield Edit(*match.span(1), ".")


def ranges(text: str) -> Iterator[Edit]:
    """``-`` between two numbers of one unit is ``～``: 10-20% → 10～20% (GB/T 15835, T-PUN-07).

    Not in a telephone number, a date, a code or an address.

    >>> [edit.text for edit in ranges("增长10-20%，2019-2022年")]
    ['～', '～']
    >>> list(ranges("电话0991-3836666，2022-12-27，新ICP备1号-2，a-1-2年"))
    []
    """
    number = r"[0-9]{1,4}(?:\.[0-9]{1,3})?"
    pattern = rf"(?<![0-9A-Za-z.\-/]){number}(?:[%％年月])?([-–])(?={number}[{_UNITS}])"
    for match in re.finditer(pattern, text):
        yield Edit(*match.span(1), "～")


def spaced_digits(text: str) -> Iterator[Edit]:
    """No blank inside a year, nor between a number and 年、月、日、%: 20 18 年 → 2018年 (T-PUN-07).

    >>> [edit.text for edit in spaced_digits("20 18 年")], list(spaced_digits("2022 100强，第 3 位"))
    (['2018年'], [])
    """
    pattern = r"(?<![0-9])((?:1 ?9|2 ?0)(?: ?[0-9]){2}|[0-9.]{1,6}) ?([年月日%])"
    for match in re.finditer(pattern, text):
        if " " in match[0]:
            yield Edit(*match.span(), match[0].replace(" ", ""))
