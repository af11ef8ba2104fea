"""Two editors' changes of one text are joined exactly, or not at all."""

import pytest

from articles.text.merging import merged, merged_html

BASE = "<p>第一段原文在这里。</p><p>第二段原文也在这里。</p>"


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("甲改丙丁戊己", "甲乙丙丁戊己庚", "甲改丙丁戊己庚"),
        ("乙丙丁戊己", "甲乙丙丁戊", "乙丙丁戊"),
        ("甲乙丙丁戊己", "甲乙丙丁己", "甲乙丙丁己"),
        ("甲乙丙丁戊己！", "甲乙丙丁戊己", "甲乙丙丁戊己！"),
        ("同改", "同改", "同改"),
        ("甲、乙丙丁戊己", "甲乙丙丁、戊己", "甲、乙丙丁、戊己"),
    ],
)
def test_changes_at_different_places_are_joined(mine: str, theirs: str, both: str) -> None:
    assert merged("甲乙丙丁戊己", mine, theirs) == both


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [("甲改丙", "甲换丙"), ("甲乙子丙", "甲乙丑丙"), ("", "甲乙丙丁")],
)
def test_changes_that_meet_are_left_to_the_editor(mine: str, theirs: str) -> None:
    assert merged("甲乙丙", mine, theirs) is None


def test_the_same_word_elsewhere_is_not_taken_for_the_place() -> None:
    """A patch that searches for its place would change the first 园区 as well as any other."""
    base = "园区建设。园区发展。园区招商。"

    assert (
        merged(base, "园区建设。园区发展。新区招商。", "园区发展。园区招商。")
        == "园区发展。新区招商。"
    )


def test_bodies_are_joined_paragraph_by_paragraph() -> None:
    mine = BASE.replace("第一段原文", "第一段改过的文字")
    theirs = BASE.replace("也在这里", "<strong>也</strong>在那里") + "<p>第三段</p>"

    assert merged_html(BASE, mine, theirs) == (
        "<p>第一段改过的文字在这里。</p><p>第二段原文<strong>也</strong>在那里。</p><p>第三段</p>"
    )


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (BASE.replace("</p><p>", ""), BASE.replace("</p><p>", "</p><h2>节</h2><p>")),
        ("<p>一</p>", "<p>二</p>"),
        (BASE + "\U000f0001", BASE.replace("一", "二")),
        ("<p>第<em>一段原</em>文在这里。</p><p>第二段原文也在这里。</p>", "<p>第一<strong>段原文</strong>在这里。</p><p>第二段原文也在这里。</p>"),
    ],
)  # fmt: skip
def test_bodies_that_would_not_nest_are_left_to_the_editor(mine: str, theirs: str) -> None:
    assert merged_html(BASE, mine, theirs) is None
