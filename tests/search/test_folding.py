"""Folding: script, width, case, glosses and dots do not count, and no part of a text is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.folding import fold, fold_with_origins, grams, needed_grams

# What an office writes, and what nobody would: brackets and dots are left out where a test
# cuts a text in two, because half a gloss is none.
HAN = st.sampled_from("高新區区營营商環环境著着瞭了乾干后後里裡𠮷薴")
PLAIN = st.text(
    HAN | st.sampled_from("abcＡＢ１2 　，。%㎡①éÉ\n") | st.characters(exclude_characters="()（）·•・･‧∙⋅．.﹒"),
    max_size=30,
)  # fmt: skip

ALIKE = [
    ("營商環境", "营商环境"),
    ("營商環(huán)境", "营商环境"),
    ("高新區（qū）", "高新区"),
    ("ＡＢＣ１２３", "abc123"),
    ("阿不都·热合曼", "阿不都热合曼"),
    ("阿不都•热合曼", "阿不都‧热合曼"),
    ("阿不都 · 热合曼", "阿不都・熱合曼"),
    ("阿不都．热合曼", "阿不都.热合曼"),
    ("著名", "着名"),
    ("瞭解", "了解"),
    ("憑藉", "凭借"),
    ("㎡", "m2"),
]
APART = [("园区（新市区）", "园区新市区"), ("434.44", "43444"), ("人工智能(AI)", "人工智能")]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_reads_alike_folds_alike(one: str, other: str) -> None:
    """T-PUN-05 among them: a name is found with and without its dot."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_differs_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(PLAIN, PLAIN, PLAIN)
def test_every_part_of_a_text_is_a_part_of_the_folded_text(a: str, b: str, c: str) -> None:
    whole = fold(a + b + c)

    assert fold(b) in whole
    assert needed_grams(fold(b)) <= grams(whole)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60) | PLAIN)
def test_every_folded_character_knows_where_it_came_from(text: str) -> None:
    folded = fold_with_origins(text)

    assert folded.text == fold(text)
    assert len(folded.origins) == len(folded.text)
    assert list(folded.origins) == sorted(folded.origins)
    for position, letter in enumerate(folded.text):
        start, end = folded.span(position, position + 1)
        assert letter == " " or letter in fold(text[start:end])


@given(st.text(max_size=60))
def test_nothing_but_letters_digits_and_single_blanks_is_left(text: str) -> None:
    folded = fold(text)

    assert folded == " ".join(folded.split())
    assert all(letter.isalnum() for letter in folded.replace(" ", ""))
