"""Words, figures and characters."""

import re
from collections.abc import Iterator

from articles.proofreading.findings import Spot
from articles.proofreading.reading import Reading
from articles.text import marks, wording
from articles.text.percentages import doubtful_percentages
from articles.text.rules import simplified


def repeated_words(reading: Reading) -> Iterator[Spot]:
    """A word written twice: 的的, 以及以及; not 看看, 天天, 为了了解, 目的的."""
    yield from reading.edits(wording.repeated_words, "可能是重复的字")


def digits_and_units(reading: Reading) -> Iterator[Spot]:
    """GB/T 15835-2011: figures half-width, units written out, no blank inside: ２０２２年, 20㎡, 20 18 年."""
    yield from reading.edits(wording.full_width_digits, "数字和字母用半角")
    yield from reading.edits(wording.units, "单位写全")
    yield from reading.edits(marks.spaced_digits, "数字与年、月、日、%之间不空格")


def document_numbers(reading: Reading) -> Iterator[Spot]:
    """T-GOV-05: 文号 has 〔 〕, no 第, no leading zero; not 百强（2022）."""
    yield from reading.edits(wording.document_numbers, "文号用六角括号，不加“第”，不编虚位")


def odd_characters(reading: Reading) -> Iterator[Spot]:
    """T-CHR-03: no compatibility ideographs, radicals, private or unassigned characters; 㛃𬱖 stay."""
    for spot in reading.edits(wording.odd_characters, ""):
        code = f"U+{ord(spot.found[0]):04X}"
        advice = "应改用通用的同形字" if spot.fix else "多数设备显示不出，请换成标准汉字"
        yield Spot(spot.passage, spot.start, spot.end, f"不规范的字符 {code}，{advice}", spot.fix)


def traditional_characters(reading: Reading) -> Iterator[Spot]:
    """《国家通用语言文字法》: simplified characters; protected terms of the cleaning stay."""
    yield from reading.edits(simplified, "繁体字，国家机关用规范汉字")


def percentages(reading: Reading) -> Iterator[Spot]:
    """A share that its sentence's numbers do not give: 723项…419项，占比57.9%; rounding is borne."""
    for passage in reading.passages:
        for doubt in doubtful_percentages(passage.text):
            yield Spot(passage, doubt.start, doubt.end, doubt.arithmetic, doubt.given)


def house_terms(reading: Reading) -> Iterator[Spot]:
    """The office's own list (``HouseTerm``); not where the preferred form itself holds the term."""
    for term in reading.terms:
        for passage in reading.passages:
            for start, end in _places(term.term, term.preferred, passage.text):
                wanted = f"规范写法是“{term.preferred}”" if term.preferred else "不用这种写法"
                message = "；".join(filter(None, (wanted, term.note)))
                yield Spot(passage, start, end, message, term.preferred or None, term.severity)


def _places(term: str, preferred: str, text: str) -> Iterator[tuple[int, int]]:
    right = [match.span() for match in re.finditer(re.escape(preferred), text)] if preferred else []
    for match in re.finditer(re.escape(term), text):
        if not any(start <= match.start() and match.end() <= end for start, end in right):
            yield match.span()
