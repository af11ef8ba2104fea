"""The two real reports come out as an editor would have cleaned them."""

import re
from collections import Counter

from articles.text.cleaning import clean, parse_manuscript


def kinds(manuscript: str) -> dict[str, int]:
    return dict(Counter(block.kind for block in parse_manuscript(manuscript).blocks))


def test_2019_has_title_headings_paragraphs_and_source(report_2019: str) -> None:
    parsed = parse_manuscript(report_2019)

    assert parsed.title == "乌鲁木齐高新区（新市区）：丝绸之路经济带上璀璨之星"
    assert kinds(report_2019) == {"title": 1, "heading": 4, "paragraph": 18, "source_line": 1}
    assert [b.text for b in parsed.blocks if b.kind == "heading"] == [
        "大力发展“3+1”特色优势产业　推动高质量发展",
        "坚持开放发展　营商环境越来越好",
        "共享发展　切实提升各族群众的获得感",
        "宜居宜业　建设现代化国际城区",
    ]


def test_2019_changes_nothing_but_what_is_expected(report_2019: str) -> None:
    changes = Counter(change.rule for change in clean(report_2019).changes)

    assert changes == {
        "paragraph-split": 13, "hidden-heading": 4, "blank": 4, "indent": 6, "empty-line": 3,
        "bracket": 2, "colon": 1, "blank-beside-mark": 1,
    }  # fmt: skip


def test_2022_loses_160_glosses_on_13_characters(report_2022: str) -> None:
    glosses = [c for c in clean(report_2022).changes if c.rule == "pinyin-gloss"]

    assert len(glosses) == 160
    assert Counter(gloss.context for gloss in glosses) == {
        "區": 59, "業": 38, "發": 25, "創": 18, "優": 6, "醫": 3, "續": 3, "環": 3,
        "穩": 1, "協": 1, "統": 1, "戰": 1, "規": 1,
    }  # fmt: skip


def test_2022_keeps_17_brackets_all_full_width(report_2022: str) -> None:
    text = clean(report_2022).text

    assert Counter(re.findall("（(.*?)）", text)) == {"新市区": 13, "2022": 3, "含苏州工业园": 1}
    assert not set("(),") & set(text)


def test_2022_keeps_its_address_and_restores_its_name(report_2022: str) -> None:
    text = clean(report_2022).text

    link = "新闻链接：【赛迪发布】《园区高质量发展百强（2022）》https://mp.weixin.qq.com/s/DcXz8ihS8FKuxE-7z-Uzhw"
    assert text.endswith(link)
    assert text.count("，") == 51
    assert "加载中" not in text


def test_2022_has_four_equal_captions_and_one_empty_video_slot(report_2022: str) -> None:
    parsed = parse_manuscript(report_2022)

    assert kinds(report_2022) == {"title": 1, "caption": 10, "video": 1, "paragraph": 1}
    captions = [b for b in parsed.blocks if b.kind == "caption"]
    assert [c.count for c in captions] == [4, 4, 4, 4, 1, 1, 1, 1, 1, 1]
    assert [c.line for c in captions[:4]] == [4, 6, 8, 10]
    (video,) = [b for b in parsed.blocks if b.kind == "video"]
    assert video.text == "市委常委、高新区（新市区）委书记崔玉淼接受采访"
    assert "repeated-caption" in {change.rule for change in parsed.changes}


def test_changes_name_their_line_of_the_manuscript(report_2022: str) -> None:
    changes = clean(report_2022).changes

    lines = report_2022.split("\n")
    for change in changes:
        if change.rule == "pinyin-gloss":
            assert change.before in lines[change.line - 1]


def test_received_text_is_remembered_verbatim(report_2022: str) -> None:
    spans = clean(report_2022).spans

    assert "".join(span.received for span in spans) == report_2022
