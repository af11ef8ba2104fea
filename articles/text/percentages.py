"""Shares and growth that a sentence states, recomputed from the numbers it gives.

Promise: a share is only doubted when the sentence itself says of what it is a share;
``占全市总量的30%`` names no number and is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from articles.text.punctuation import HAN

_SENTENCE = re.compile(r"[^。！？\n]+")
_NUMBER = r"(?<![0-9.])([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,4})?|[0-9]{1,12}(?:\.[0-9]{1,4})?)"
_COUNT = re.compile(rf"{_NUMBER}([万亿]?)(?:余|多)?(?![年月日时分秒点号%％])([{HAN}㎡])")
_OF_WHAT = r"(?:比(?:例|重)?)?(?:约)?(?:总数|总量|全部|其中|总额)?的?(?:比(?:例|重))?(?:约|为|达到|达|是|到|了)?"
_SHARE = re.compile(rf"占{_OF_WHAT}{_NUMBER}[%％]")
_SHARE_OF_NUMBER = re.compile(rf"占{_NUMBER}([万亿]?)([{HAN}])[^，。；0-9]{{0,12}}的{_NUMBER}[%％]")
_GROWTH = re.compile(
    rf"[由从][^，。；0-9]{{0,8}}(?:[0-9]{{4}}年)?的?{_NUMBER}([万亿]?)([{HAN}]{{1,2}})"
    rf"(增加|增长|提高|提升|上升|减少|下降|降低)[到至为]{_NUMBER}([万亿]?)\3"
    rf"[，,](?:年均)?(?:增幅|降幅|增长率|增加|增长|提高|提升|上升|减少|下降|降低)(?:达|为|了|约)*{_NUMBER}[%％]"
)
_SCALE = {"": 1, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True)
class Doubt:
    """A printed percentage that its numbers do not give: where, what they give, and how."""

    start: int
    end: int
    given: str
    arithmetic: str


@dataclass(frozen=True)
class _Count:
    at: int
    printed: str
    value: Decimal
    unit: str


def doubtful_percentages(text: str) -> Iterator[Doubt]:
    """Percentages that do not follow from the numbers of their sentence, rounded as printed.

    >>> [doubt.arithmetic for doubt in doubtful_percentages("共723项，其中419项，占比57.9%。")]
    ['419÷723=57.95%，四舍五入应为58.0%（57.9%是截去尾数）']
    >>> list(doubtful_percentages("共723家，其中419家，占58%，682家占94.3%；占全市的30%。"))
    []
    """
    for sentence in _SENTENCE.finditer(text):
        if "%" not in sentence[0] and "％" not in sentence[0]:
            continue
        found = [*_shares(sentence[0]), *_shares_of_number(sentence[0]), *_growth(sentence[0])]
        for doubt in sorted(found, key=lambda doubt: doubt.start):
            yield Doubt(
                sentence.start() + doubt.start,
                sentence.start() + doubt.end,
                doubt.given,
                doubt.arithmetic,
            )


def _counts(sentence: str) -> list[_Count]:
    return [
        _Count(match.start(), match[1] + match[2], _value(match[1], match[2]), match[3])
        for match in _COUNT.finditer(sentence)
    ]


def _value(digits: str, scale: str) -> Decimal:
    return Decimal(digits.replace(",", "")) * _SCALE[scale]


def _shares(sentence: str) -> Iterator[Doubt]:
    counts = _counts(sentence)
    for match in _SHARE.finditer(sentence):
        before = [count for count in counts if count.at < match.start()]
        if not before:
            continue
        part = before[-1]
        wholes = [one for one in before[:-1] if one.unit == part.unit and one.value >= part.value]
        ratios = [(part, whole) for whole in wholes]
        if any(_gives(part.value, whole.value, match[1]) for part, whole in ratios):
            continue
        if _is_share_of_sum(before, match[1]) or not wholes:
            continue
        yield _doubt(part, _likeliest(part, wholes, match[1]), match.span(1), match[1])


def _likeliest(part: _Count, wholes: list[_Count], printed: str) -> _Count:
    """The number whose share comes nearest to the printed one."""
    return min(wholes, key=lambda one: abs(part.value * 100 / one.value - Decimal(printed)))


def _is_share_of_sum(before: list[_Count], printed: str) -> bool:
    """Whether the last counts together are the part: 30项、20项，占50%."""
    unit = before[-1].unit
    alike = [count.value for count in before if count.unit == unit]
    return any(
        _gives(sum(alike[start:], Decimal(0)), whole, printed)
        for start in range(1, len(alike) - 1)
        for whole in alike[:start]
    )


def _shares_of_number(sentence: str) -> Iterator[Doubt]:
    counts = _counts(sentence)
    for match in _SHARE_OF_NUMBER.finditer(sentence):
        whole = _Count(match.start(1), match[1] + match[2], _value(match[1], match[2]), match[3])
        before = [one for one in counts if one.at < match.start() and one.unit == whole.unit]
        if before and not _gives(before[-1].value, whole.value, match[4]):
            yield _doubt(before[-1], whole, match.span(4), match[4])


def _growth(sentence: str) -> Iterator[Doubt]:
    for match in _GROWTH.finditer(sentence):
        if "年均" in match[0]:
            continue
        first, last = _value(match[1], match[2]), _value(match[5], match[6])
        change = abs(last - first)
        if first and not _gives(change, first, match[7]):
            part = _Count(0, f"({max(first, last)}-{min(first, last)})", change, "")
            yield _doubt(part, _Count(0, f"{first}", first, ""), match.span(7), match[7])


def _places(printed: str) -> Decimal:
    return Decimal(1).scaleb(-len(printed.partition(".")[2]))


def _gives(part: Decimal, whole: Decimal, printed: str) -> bool:
    return whole > 0 and _rounded(part * 100 / whole, printed) == Decimal(printed.replace(",", ""))


def _rounded(percent: Decimal, printed: str) -> Decimal:
    return percent.quantize(_places(printed), ROUND_HALF_UP)


def _doubt(part: _Count, whole: _Count, span: tuple[int, int], printed: str) -> Doubt:
    percent = part.value * 100 / whole.value
    given = str(_rounded(percent, printed))
    exact = percent.quantize(_places(printed) / 10, ROUND_HALF_UP)
    is_cut = percent.quantize(_places(printed), ROUND_DOWN) == Decimal(printed)
    remark = f"（{printed}%是截去尾数）" if is_cut else f"，不是{printed}%"
    return Doubt(
        *span, given, f"{part.printed}÷{whole.printed}={exact}%，四舍五入应为{given}%{remark}"
    )
