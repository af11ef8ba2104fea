"""Names are read as people type them and become addresses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.names import slug_from, split_names


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (
            "高新区，招商引资、政务服务；人才,科技;城建",
            ["高新区", "招商引资", "政务服务", "人才", "科技", "城建"],
        ),
        ("阿不都·热合曼、新疆 莱沃", ["阿不都·热合曼", "新疆 莱沃"]),
        ("一\r\n二\n\n三", ["一", "二", "三"]),
        ("KL星品汇，kl星品汇，ＫＬ", ["KL星品汇", "ＫＬ"]),
        (" 一\u00a0，\u200b，、，　二　", ["一", "二"]),
        ("，；、", []),
        ("", []),
    ],
)
def test_list_is_split(typed: str, names: list[str]) -> None:
    assert split_names(typed) == names


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("崔玉淼", "cui-yu-miao"),
        ("“3+1”产业集群", "3-1-chan-ye-ji-qun"),
        ("KL星品汇", "kl-xing-pin-hui"),
        ("重庆银行行长", "chong-qing-yin-hang-hang-zhang"),
        ("高新区（新市区）", "gao-xin-qu-xin-shi-qu"),
        ("Café ＡＢＣ", "cafe-abc"),
        ("𬱖", "di"),
        ("😀！", ""),
        ("", ""),
    ],
)
def test_address_is_proposed_from_pinyin(name: str, slug: str) -> None:
    assert slug_from(name) == slug


@given(st.text())
def test_names_are_never_empty_nor_repeated(text: str) -> None:
    names = split_names(text)

    assert all(names)
    assert len({name.casefold() for name in names}) == len(names)
    assert split_names("、".join(names)) == names


@given(st.text(max_size=200))
def test_address_is_always_an_address(text: str) -> None:
    slug = slug_from(text)

    assert re.fullmatch("(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert len(slug) <= 60
