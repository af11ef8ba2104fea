"""Traditional pages for readers, with every name as it is really written."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import script
from articles.text.script import html_to_traditional, to_simplified, to_traditional

TERMS = json.loads(Path(script.__file__).with_name("protected_terms.json").read_bytes())
WORDS = {
    "崔玉淼": "崔玉淼", "新疆": "新疆", "面子": "面子", "里子": "裡子", "制度": "制度", "发展": "發展",
    "干部": "幹部", "系统": "系統", "采访": "採訪", "博士后": "博士後", "公里": "公里", "复核": "複核",
    "准入": "准入", "群众": "群眾", "乌鲁木齐高新区（新市区）": "烏魯木齊高新區（新市區）",
    "塔里木": "塔里木", "于田": "于田", "准噶尔": "準噶爾", "岳普湖县": "岳普湖縣", "污染": "污染",
}  # fmt: skip


@pytest.mark.parametrize(("simplified", "traditional"), WORDS.items())
def test_word_is_written_as_readers_expect(simplified: str, traditional: str) -> None:
    assert to_traditional(simplified) == traditional
    assert to_simplified(traditional) == simplified


@pytest.mark.parametrize(("direction", "row"), [(d, r) for d in TERMS for r in TERMS[d]])
def test_protected_term_is_needed_and_explained(direction: str, row: dict) -> None:
    converter = {
        "to_simplified": ("t2s", to_simplified),
        "to_traditional": ("s2tw", to_traditional),
    }
    configuration, convert = converter[direction]

    assert opencc.OpenCC(configuration).convert(row["term"]) != row["written"]
    assert convert(f"在{row['term']}发展") == convert("在") + row["written"] + convert("发展")
    assert row["reason"]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/发展/" class="发展" id="发展" data-x="发展">',
        "<script>发展 < 1</script><style>.发展{}</style><textarea>发展<b></textarea>",
        '<p translate="no">发展<p>发展</p><br>发展<img alt="发展"></p>',
        '<meta name="Url" content="/发展"><meta property="og:image" content="/发展">',
        '<meta http-equiv="refresh" content="0;url=/发展"><meta name="SiteIDCode" content="发展">',
        '<input type="text" value="发展"><!-- 发展 -->',
        '<?xml version="1.0"?><id>/发展</id><link href="/发展"/><b type="html">&lt;a href="/发展"&gt;</b>',
    ],
)
def test_what_no_reader_reads_stays(html: str) -> None:
    assert html_to_traditional(html) == html


@pytest.mark.parametrize(
    ("html", "converted"),
    [
        ('<p title="a>发展" onclick="发展">发展</p>', '<p title="a>發展" onclick="发展">發展</p>'),
        ("<p>头<b>发</b></p><p>头</p><p>发</p>", "<p>頭<b>髮</b></p><p>頭</p><p>發</p>"),
        ('<img alt="发展"><input type=submit value=发展>', '<img alt="發展"><input type=submit value=發展>'),
        ('<textarea placeholder="发展">发展</textarea>发', '<textarea placeholder="發展">发展</textarea>發'),
        ('<meta name="Description" content="发展">', '<meta name="Description" content="發展">'),
        ('<br translate="no">发展<b translate=no>发</b>展', '<br translate="no">發展<b translate=no>发</b>展'),
        ('<?xml version="1.0"?><title>发展</title>', '<?xml version="1.0"?><title>發展</title>'),
        ("1 < 2 发展 & <", "1 < 2 發展 & <"),
    ],
)  # fmt: skip
def test_what_a_reader_reads_is_converted(html: str, converted: str) -> None:
    assert html_to_traditional(html) == converted


@given(st.lists(st.sampled_from(
    ["<p>", "</p>", '<a href="/发展">', "</a>", "发", "展", "头", "污", "\ufdd0", "\ud800", "<", ">", '"', "'", "<!--",
     "-->", "<script>", "</script>", "<b translate=no>", "</b>", "<br/>", "&lt;b&gt;", '<?xml version="1.0"?>']
)).map("".join))  # fmt: skip
def test_markup_goes_through_byte_for_byte(html: str) -> None:
    converted = html_to_traditional(html)

    assert re.sub("[^\x00-\x7f]", "", converted) == re.sub("[^\x00-\x7f]", "", html)
    assert len(converted) == len(html)


def test_threads_share_a_converter(report_2019: str) -> None:
    expected = to_traditional(report_2019)

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(to_traditional, [report_2019] * 64)) == {expected}
