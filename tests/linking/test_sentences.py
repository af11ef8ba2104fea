"""Sentences that name a record: found line by line, and cut to what a card has room for."""

from hypothesis import given
from hypothesis import strategies as st

from articles.linking import LEFT_OUT, Matcher, Target, sentences_naming

NAME = Target("enterprise", 1, "莱沃科技", "/", ("莱沃（新疆）",))


def first(text: str, limit: int) -> str:
    return sentences_naming(text, NAME, Matcher([NAME]))[0].around_the_name(limit).text


def test_a_line_without_a_full_stop_is_a_sentence_too() -> None:
    text = "莱沃科技生产线\n车间一角\n莱沃科技外景\n正文提到莱沃科技。"

    found = [sentence.text for sentence in sentences_naming(text, NAME, Matcher([NAME]))]

    assert found == ["莱沃科技生产线", "莱沃科技外景", "正文提到莱沃科技。"]


def test_an_alias_with_half_width_brackets_is_found() -> None:
    assert len(sentences_naming("参观莱沃(新疆)。", NAME, Matcher([NAME]))) == 1


def test_a_short_sentence_stays_whole() -> None:
    assert (
        first("园区企业莱沃科技投产，设备运行有序。", 40) == "园区企业莱沃科技投产，设备运行有序。"
    )


def test_a_long_sentence_is_cut_at_its_clauses() -> None:
    text = "一季度开局良好，莱沃科技新产品下线，市场反应积极，订单充足；下一步将扩大产能。"

    assert first(text, 18) == f"{LEFT_OUT}莱沃科技新产品下线，市场反应积极{LEFT_OUT}"
    assert first(text, 2) == f"{LEFT_OUT}莱沃科技新产品下线{LEFT_OUT}"


@given(
    st.text("一二，；：（）", max_size=30),
    st.text("一二，；：（）", max_size=30),
    st.integers(1, 70),
)
def test_what_is_kept_stands_in_the_sentence_and_holds_the_name(
    before: str, after: str, limit: int
) -> None:
    (sentence,) = sentences_naming(f"{before}莱沃科技{after}", NAME, Matcher([NAME]))

    short = sentence.around_the_name(limit)

    assert (NAME.name, True) in short.pieces
    assert short.text.removeprefix(LEFT_OUT).removesuffix(LEFT_OUT) in sentence.text
