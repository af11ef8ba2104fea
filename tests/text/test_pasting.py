"""What comes out of Word, WPS and 微信 is clean, whole, and said to the editor."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.text.pasting import clean_paste
from articles.text.sanitizing import plain_text, sanitize_html

PASTES = Path(__file__).with_name("pastes")
PROGRAMS = ["word", "wps", "weixin"]


def stored(html: str) -> str:
    """What the field keeps of a body as pasted."""
    return sanitize_html(clean_paste(html).html)


def one_line(html: str) -> str:
    return re.sub(r"\s*\n\s*", "", html)


def pasted(name: str) -> str:
    return (PASTES / f"{name}.html").read_text()


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_paste_keeps_its_structure_and_nothing_else(program: str) -> None:
    expected = (PASTES / f"{program}.expected.html").read_text()

    assert one_line(stored(pasted(program))) == one_line(expected)


@pytest.mark.parametrize("program", PROGRAMS)
def test_saving_again_changes_and_reports_nothing(program: str) -> None:
    once = stored(pasted(program))

    again = clean_paste(once)

    assert sanitize_html(again.html) == once
    assert again.report == ""


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("word", ["办公软件残留", "段首空格（1 处）", "空段落（1 处）", "小标题（2 处）", "列表（3 处）", "移除了 1 张外站图片，请上传"]),
        ("wps", ["办公软件残留", "字体、颜色、字号", "段首空格（1 处）", "列表（1 处）", "移除了 1 张外站图片"]),
        ("weixin", ["字体、颜色、字号", "段首空格（1 处）", "移除了 2 张外站图片，请上传"]),
    ],
)  # fmt: skip
def test_the_editor_is_told_what_was_taken_out(program: str, told: list[str]) -> None:
    report = clean_paste(pasted(program)).report

    assert [part for part in told if part not in report] == []


@pytest.mark.parametrize(
    "written",
    [
        "<p>一段，<strong>重点</strong>，<a href=\"https://a.cn/\" rel=\"noopener nofollow\">链接</a>。</p>",
        "<h2>标题</h2><ul><li>一</li><li>二<ol><li>三</li></ol></li></ul>",
        '<p class="align-right">落款</p><p class="indent-2">缩进</p>',
        '<figure class="align-center"><img src="/media/pictures/a.jpg" alt="厂房" width="640"><figcaption>厂房</figcaption></figure>',
        '<table><caption>表</caption><thead><tr><th scope="col">项</th></tr></thead><tbody><tr><td colspan="2">1</td></tr></tbody></table>',
        '<p><span lang="ug" dir="rtl">ئۇيغۇر</span> <i>斜</i>H<sub>2</sub>O</p><hr><blockquote><p>引</p></blockquote>',
        "",
    ],
)  # fmt: skip
def test_what_an_editor_wrote_here_is_left_alone(written: str) -> None:
    cleaned = clean_paste(written)

    assert (sanitize_html(cleaned.html), cleaned.report) == (written, "")


@pytest.mark.parametrize(
    "address",
    ["file:///C:/a.png", "data:image/png;base64,AA", "https://mmbiz.qpic.cn/x", "//evil.example/a.png", "/static/x.png"],
)  # fmt: skip
def test_a_foreign_picture_goes_and_its_caption_stays(address: str) -> None:
    body = f'<figure><img src="{address}"><figcaption>厂房</figcaption></figure>'

    cleaned = clean_paste(body)

    assert (sanitize_html(cleaned.html), cleaned.pictures) == ("<p>厂房</p>", 1)


PIECES = st.sampled_from(
    [
        '<p class="MsoNormal">', "</p>", "<section>", "</section>", "　　", "&nbsp;&nbsp;", "正文", "a b", "<br>",
        '<p class="MsoListParagraph" style="mso-list:l0 level2 lfo1">', '<span style="mso-list:Ignore">1.</span>',
        '<img src="file:///x">', '<img src="/media/pictures/a.jpg">', "<h1>", "</h1>", "<ul><li>", "</li></ul>",
        "<table><tr><td>", "</td></tr></table>", '<font color="red">', "</font>", "<o:p>", "</o:p>", "<!--[if x]>", "<![endif]>",
        "<figure>", "</figure>", "<figcaption>", "</figcaption>", '<span style="font-weight:bold">', "</span>", "<b>", "</b>",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@example('<span style="mso-list:Ignore">1.</span>&nbsp;&nbsp;正文')
@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_soup_comes_to_rest_with_its_words(html: str) -> None:
    once = stored(html)

    assert stored(once) == once
    assert clean_paste(once).report == ""
    if "<!--" not in html and "mso-list" not in html:
        words = plain_text(sanitize_html(html.replace("<o:p>", "").replace("</o:p>", "")))
        assert set(re.sub(r"\s", "", words)) <= set(re.sub(r"\s", "", plain_text(once)))
