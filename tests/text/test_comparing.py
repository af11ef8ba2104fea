"""The manuscript beside the published text: complete, explained, robust."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.cleaning import clean, parse_manuscript
from articles.text.comparing import Comparison, explain
from articles.text.structure import LINE_END

FIRST_WORDS = ("园区经济是区域", "为统筹评价", "12月27日", "来到乌鲁木齐10年", "作为新疆首个", "同时，",
               "作为自治区人才", "在首府深入", "市委常委", "新闻链接")  # fmt: skip


def paragraphs_of_2022(report: str) -> list[str]:
    body = parse_manuscript(report).blocks[-1].text
    starts = [0, *(body.index(words) for words in FIRST_WORDS), len(body)]
    return [body[start:end] for start, end in pairwise(starts)]


def other_blocks(report: str) -> list[str]:
    return [block.text for block in parse_manuscript(report).blocks[:-1]]


def counts(comparison: Comparison) -> dict[str, int]:
    return {rule.title: rule.count for rule in comparison.rules}


def assert_verbatim(comparison: Comparison, manuscript: str, published: list[str]) -> None:
    received = ["".join(piece.text for piece in line) for line in comparison.received]
    assert received == LINE_END.split(manuscript)
    assert ["".join(piece.text for piece in block) for block in comparison.published] == published


def test_2022_has_160_readings_and_ten_splits(report_2022: str) -> None:
    published = other_blocks(report_2022) + paragraphs_of_2022(report_2022)

    comparison = explain(report_2022, published=published)

    assert_verbatim(comparison, report_2022, published)
    assert counts(comparison)["读音括注"] == 160
    assert counts(comparison)["分段"] == 10
    assert not {"编辑改动", "内容移入专门栏目"} & set(counts(comparison))


def test_captions_after_the_body_are_found_by_content(report_2022: str) -> None:
    published = paragraphs_of_2022(report_2022) + other_blocks(report_2022)

    comparison = explain(report_2022, published=published)

    assert_verbatim(comparison, report_2022, published)
    assert counts(comparison)["内容移入专门栏目"] == 12
    assert "编辑改动" not in counts(comparison)


def test_body_alone_leaves_the_captions_moved_and_not_cut(report_2022: str) -> None:
    comparison = explain(report_2022, published=paragraphs_of_2022(report_2022))

    assert counts(comparison)["内容移入专门栏目"] == 9
    assert counts(comparison)["重复的图片说明"] == 3
    assert "编辑改动" not in counts(comparison)


def test_edits_are_the_editors(report_2022: str) -> None:
    published = [p.replace("53家", "五十三家") for p in paragraphs_of_2022(report_2022)]
    published.insert(2, "这一段是编辑新写的，原稿没有。")

    comparison = explain(report_2022, published=published)

    assert_verbatim(comparison, report_2022, published)
    assert counts(comparison)["编辑改动"] == 2
    edited = [p.text for block in comparison.published for p in block if p.rule == "editorial"]
    assert edited == ["五十三", "这一段是编辑新写的，原稿没有。"]


def test_2019_is_explained_by_cleaning_alone(report_2019: str) -> None:
    published = [block.text for block in parse_manuscript(report_2019).blocks]

    comparison = explain(report_2019, published=published)

    assert_verbatim(comparison, report_2019, published)
    assert counts(comparison)["段内小标题"] == 4
    assert "编辑改动" not in counts(comparison)


def test_number_stands_on_both_sides(report_2022: str) -> None:
    comparison = explain(report_2022, published=other_blocks(report_2022))

    received = {p.number: p for line in comparison.received for p in line if p.mark == "sub"}
    for piece in (p for block in comparison.published for p in block if p.mark == "sub"):
        assert received[piece.number].rule == piece.rule


@pytest.mark.parametrize(
    ("manuscript", "published"),
    [("", []), ("", ["一"]), ("一", []), ("一\r\n\r\n二　　", ["一", "", "二"])],
)
def test_edges(manuscript: str, published: list[str]) -> None:
    assert_verbatim(explain(manuscript, published=published), manuscript, published)


BUSY = st.lists(st.sampled_from(["区(qū)", "发展", "　　", "小标题", "。", "\n", "\r\n", ",", "(", "視頻加載中...", "e\u0301", "\u200b", "abc"])).map("".join)  # fmt: skip


@given(BUSY, st.randoms(use_true_random=False), st.lists(st.text(max_size=12), max_size=3))
def test_both_sides_are_verbatim_and_every_mark_has_a_rule(
    manuscript: str, chance: random.Random, added: list[str]
) -> None:
    lines = clean(manuscript).text.split("\n")
    edited = ["".join(c for c in line if chance.random() > 0.1) for line in lines]
    published = edited + added
    chance.shuffle(published)

    comparison = explain(manuscript, published=published)

    assert_verbatim(comparison, manuscript, published)
    known = {rule.id for rule in comparison.rules}
    for piece in (
        p for side in (comparison.received, comparison.published) for row in side for p in row
    ):
        assert bool(piece.mark) == bool(piece.rule) == (piece.number is not None)
        assert not piece.rule or piece.rule in known
