"""The sentence shown is the first with most of the words, however little of the text is folded."""

from itertools import product

import pytest

from articles.search.excerpts import excerpt
from articles.text.folding import fold

pytestmark = pytest.mark.one_database
# Whole sentences, one with a gloss at its very beginning, and halves that only a line unites.
PARTS = (
    "高新區一。",
    "（xin）新材料。",
    "营商环(huán)境。",
    "阿不都·热合曼",
    "Ａ股",
    "二。高新。区三",
    "",
)
WORDS = (("高新区",), ("xin",), ("营商环境", "高新"), ("阿不都热合曼",), ("a", "股"), ("高新 区",))


def the_first_with_most(lines: list[str], words: tuple[str, ...]) -> str:
    """Return what counting every sentence and every line finds."""
    sentences = [[f"{one}。" for one in line.split("。")] for line in lines]
    found = [
        part
        for line, ends in zip(lines, sentences, strict=True)
        for part in (*[one if one in line else one[:-1] for one in ends if one], line)
    ]
    counts = [sum(word in fold(part) for word in words) for part in found]
    most = max(counts, default=0)
    return found[counts.index(most)] if most else ""


@pytest.mark.parametrize("words", WORDS)
def test_no_line_is_passed_over_that_a_sentence_stands_in(words: tuple[str, ...]) -> None:
    for parts in product(PARTS, repeat=4):
        lines = ["".join(parts[:2]), "".join(parts[2:])]

        shown = excerpt(lines, words)

        assert fold(shown.text if shown else "") == fold(the_first_with_most(lines, words)), lines
