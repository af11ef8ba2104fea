"""Two states of a text beside each other: within the paragraph, in words, and quickly."""

import time

from hypothesis import given
from hypothesis import strategies as st

from articles.text.differing import (
    LONGEST,
    Passage,
    html_difference,
    size_of_change,
    text_difference,
)

HAN = st.text(alphabet="高新区营商环境持续向好，。二〇𠮷\n", max_size=60)


def marked(passage: Passage) -> str:
    """[+new] and [-old] within the text."""
    signs = {"": "{}", "ins": "[+{}]", "del": "[-{}]"}
    return "".join(signs[run.mark].format(run.text) for run in passage.runs)


def compared(old: str, new: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(p.kind, marked(p), p.notes) for p in html_difference(old, new)]


@given(HAN, HAN)
def test_the_runs_hold_both_texts_whole(old: str, new: str) -> None:
    runs = text_difference(old, new)

    assert "".join(run.text for run in runs if run.mark != "ins") == old
    assert "".join(run.text for run in runs if run.mark != "del") == new


@given(HAN.map(lambda text: f"<p>{text}</p>"), HAN.map(lambda text: f"<h2>{text}</h2><p>末段</p>"))
def test_the_passages_show_the_new_body_whole(old: str, new: str) -> None:
    passages = html_difference(old, new)

    shown = [
        "".join(run.text for run in passage.runs if run.mark != "del")
        for passage in passages
        if "删除" not in passage.notes
    ]
    assert shown == [passage.runs[0].text for passage in html_difference(new, new)]


def test_a_change_is_marked_within_its_paragraph() -> None:
    found = compared(
        "<p>第一段没有变化。</p><p>高新区营商环境越来越好，企业很多。</p>",
        "<p>第一段没有变化。</p><p>高新区（新市区）营商环境持续向好，企业很多。</p>",
    )

    assert found == [
        ("段落", "第一段没有变化。", ()),
        ("段落", "高新区[+（新市区）]营商环境[-越来越][+持续向]好，企业很多。", ()),
    ]


def test_paragraphs_added_deleted_parted_and_moved_are_named() -> None:
    old = "<p>第一段说的是园区的概况。</p><p>第二段先说招商，后说引资的数字。</p><p>第三段要删去。</p>"
    new = "<p>新写的开头在这里。</p><p>第二段先说招商，</p><p>后说引资的数字。</p><p>第一段说的是园区的概况。</p>"

    notes = {text: said for _, text, said in compared(old, new)}

    assert notes["[+新写的开头在这里。]"] == ("新增",)
    assert notes["[-第三段要删去。]"] == ("删除",)
    assert notes["后说引资的数字。"] == ("由上一段分出",)
    assert notes["第一段说的是园区的概况。"] == ("从别处移来",)


def test_what_changed_in_markup_alone_is_said() -> None:
    found = compared(
        '<p>看<a href="https://a.example/">这里</a>的数字</p><p>小标题一行</p>',
        '<p class="align-center">看<a href="https://b.example/">这里</a>的<strong>数字</strong></p><h3>小标题一行</h3>',
    )

    assert found[0][1] == "看这里的数字"
    assert set(found[0][2]) == {
        "去掉链接“这里”（https://a.example/）",
        "加上链接“这里”（https://b.example/）",
        "加上加粗“数字”",
        "加上居中",
    }
    assert found[1] == ("三级标题", "小标题一行", ("段落改为三级标题",))


def test_rows_items_and_pictures_are_units() -> None:
    table = "<table><tbody><tr><td>2019年</td><td>{}</td></tr></tbody></table>"
    picture = '<figure><img src="/media/pictures/{}.jpg" alt="厂房"><figcaption>厂房外景{}</figcaption></figure>'

    found = compared(
        f"{table.format('20.5亿元')}<ol><li>甲项目</li></ol>{picture.format('a', '')}",
        f"{table.format('21.5亿元')}<ol><li>甲项目</li><li>乙项目</li></ol>{picture.format('b', '图')}",
    )

    assert found == [
        ("表格行", "2019年 │ 2[-0][+1].5亿元", ()),
        ("编号列表项", "甲项目", ()),
        ("编号列表项", "[+乙项目]", ("新增",)),
        ("图片", "厂房", ("去掉图片文件 /media/pictures/a.jpg", "加上图片文件 /media/pictures/b.jpg")),
        ("图片说明", "厂房外景[+图]", ()),
    ]  # fmt: skip


def test_the_size_of_a_change_is_counted() -> None:
    assert size_of_change(text_difference("营商环境越来越好", "营商环境好")) == (0, 3)
    assert size_of_change(text_difference("", "三个字")) == (3, 0)


def test_two_unrelated_long_texts_stop_at_the_limit(monkeypatch) -> None:
    """The clock is asked, not measured: the limit is handed to the comparison."""
    limits = []
    monkeypatch.setattr(
        "articles.text.differing.diff_match_patch.diff_main",
        lambda self, old, new, checklines, deadline: limits.append(deadline) or [(-1, old), (1, new)],
    )  # fmt: skip
    begin = time.time()

    text_difference("一" * 9000, "二" * 9000)
    html_difference("<p>甲乙丙丁戊己庚</p>" * 3, "<p>甲乙丙丁戊己辛</p>" * 3)

    assert limits
    assert max(limits) <= time.time() + LONGEST
    assert min(limits) >= begin
