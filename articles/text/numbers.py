"""Numbers as reports print them: read, found again, and quoted with the words around them.

Promise: a number is only read when there is one way to read it, and 34 is never found
inside 434.44.
"""

import re
import unicodedata
from decimal import Decimal

_DIGITS = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[+-]?[0-9]+(?:\.[0-9]+)?")
_TWO = "两"  # which Unicode does not count among the numerals
_LONGEST = 20
# A comma inside quotation marks or brackets does not end a clause.
_CLAUSE = re.compile(r"(?:“[^”]*”|（[^）]*）|[^，；：。！？…])+[，；：。！？…]*")
_SHORT = 8


def read_number(text: str) -> Decimal | None:
    """The number that *text* is, in figures or as one Chinese numeral; None when unsure.

    >>> read_number("1,134.50"), read_number("两"), read_number("唯一")
    (Decimal('1134.50'), Decimal('2'), None)
    """
    if len(text) <= _LONGEST and _DIGITS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if len(text) != 1:
        return None
    numeral = 2 if text == _TWO else unicodedata.numeric(text, None)
    return Decimal(int(numeral)) if numeral is not None and numeral == int(numeral) else None


def find_number(number: str, text: str) -> int:
    """Where *number* stands in *text* by itself; -1 when nowhere.

    >>> find_number("34", "434.44亿元，34座"), find_number("34", "434.44亿元")
    (9, -1)
    """
    alone = rf"(?<![0-9])(?<![0-9][.,]){re.escape(number)}(?![0-9])(?![.,][0-9])"
    pattern = alone if number[-1:].isascii() else re.escape(number)
    match = re.search(pattern, text) if number else None
    return match.start() if match else -1


def clause_with(number: str, sentence: str) -> str:
    """The clause of *sentence* in which *number* stands, with …… where the sentence goes on.

    A clause of a few characters says nothing without the next.

    >>> clause_with("1.2", "补助3926万元，约1.2万名幼儿受益；体检45.76万人。")
    '……约1.2万名幼儿受益……'
    """
    place = find_number(number, sentence)
    if place < 0:
        return sentence
    clauses = [clause.span() for clause in _CLAUSE.finditer(sentence)]
    start = max((begin for begin, _ in clauses if begin <= place), default=0)
    ends = [end for _, end in clauses if end > place and end - start > _SHORT]
    end = min(ends, default=len(sentence))
    clause = sentence[start:end]
    before = "……" if start else ""
    return before + (clause if end == len(sentence) else f"{clause.rstrip('，；：。！？…')}……")
