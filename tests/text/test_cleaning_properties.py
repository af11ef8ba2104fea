"""What cleaning promises for any text at all."""

from hypothesis import given
from hypothesis import strategies as st

from articles.text.cleaning import clean, parse_manuscript
from articles.text.rules import RULES

# Characters that rules look for, so that generated text meets them often.
BUSY = "区區业業办qūban13()（）,，.。…-—:：;!?“” \u3000\u00a0\n\r\u200b\u0304\u0301視頻加載中http://a.cn/"
manuscripts = st.text(alphabet=st.sampled_from(BUSY) | st.characters(), max_size=80)
busy = st.lists(
    st.sampled_from(
        ["区(qū)", "視頻加載中...", "　　", "标题", "。", "\n", ",", "(2022)", "--", "…", "\u200b"]
    )
).map("".join)


@given(manuscripts | busy)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)

    assert clean(once.text).text == once.text


@given(manuscripts | busy)
def test_every_difference_is_explained(text: str) -> None:
    cleaned = clean(text)

    assert "".join(span.received for span in cleaned.spans) == text
    assert "".join(span.text for span in cleaned.spans) == cleaned.text
    assert all(span.rules or span.received == span.text for span in cleaned.spans)
    assert {change.rule for change in cleaned.changes} <= {rule.id for rule in RULES}
    if text != cleaned.text:
        assert cleaned.changes


@given(manuscripts | busy)
def test_no_line_is_lost_on_the_way_to_blocks(text: str) -> None:
    blocks = parse_manuscript(text).blocks

    lines = [line for line in clean(text).text.split("\n") if line]
    assert [block.text for block in blocks if block.text] == lines
