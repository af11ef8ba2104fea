"""Numbers are read only where there is one way to, and never found inside another."""

from decimal import Decimal

import pytest

from articles.text.numbers import clause_with, find_number, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1134", "1134"), ("57.9", "57.9"), ("24.20", "24.20"), ("1,134", "1134"), ("-3.2", "-3.2"),
        ("一", "1"), ("两", "2"), ("千", "1000"),
    ],
)  # fmt: skip
def test_numbers_that_are_read(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", " ", "唯一", "十一", "1134亿", "1.134.5", "11,34", "1e9", "NaN", "１２", "½", "½½", "9" * 21, "\ud800"],
)  # fmt: skip
def test_what_is_not_read(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [("34", "434.44亿元"), ("44", "434.44亿元"), ("1", "1.2万名"), ("2", "1.2万名"), ("134", "1,134项"), ("", "一")],
)  # fmt: skip
def test_a_number_is_not_found_inside_another(number: str, text: str) -> None:
    assert find_number(number, text) == -1


@pytest.mark.parametrize(
    ("number", "sentence", "clause"),
    [
        ("3", "从“甲，乙3”到丙，丁。", "从“甲，乙3”到丙……"),
        ("5", "一二三四五六七，共5家园区参加了评比。", "……共5家园区参加了评比。"),
        ("2", "2年，甲乙丙丁戊己庚辛。", "2年，甲乙丙丁戊己庚辛。"),
        ("7", "没有这个数。", "没有这个数。"),
    ],
)
def test_a_clause_says_whether_the_sentence_goes_on(
    number: str, sentence: str, clause: str
) -> None:
    assert clause_with(number, sentence) == clause
