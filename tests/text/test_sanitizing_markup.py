"""What an editor means survives sanitising, and the editor is told the same allow-list."""

import pytest

from articles.text.reading import Block
from articles.text.sanitizing import (
    ALLOWED,
    ckeditor_allowed_content,
    paragraphs,
    plain_text,
    sanitize_html,
)

LEGITIMATE = [
    "<p>一<br>二</p>",
    '<h2 class="align-center">一</h2><h3>二</h3><h4 class="indent-1">三</h4>',
    '<p class="align-right indent-2" lang="ug" dir="rtl">ئۇيغۇر</p>',
    "<p><strong>一</strong><em>二</em><u>三</u><s>四</s>H<sub>2</sub>O m<sup>2</sup></p>",
    "<blockquote><p>一</p></blockquote><hr>",
    '<ul><li>一</li></ul><ol start="3" reversed=""><li>二</li></ol>',
    '<p><a href="/articles/1/" title="一">一</a></p>',
    '<p><a href="https://www.gov.cn/?a=1&amp;b=2" rel="noopener nofollow">一</a></p>',
    '<p><a href="mailto:a@x.gov.cn">一</a><a href="tel:+86991">二</a></p>',
    '<figure class="align-left"><img src="/media/pictures/2022/a-b_1.jpg" alt="一" width="640" '
    'height="480"><figcaption>一</figcaption></figure>',
    '<table><caption>一</caption><thead><tr><th scope="col" colspan="2">一</th></tr></thead>'
    '<tbody><tr><td class="align-right">1</td><td></td></tr></tbody></table>',
    '<p><span lang="en" translate="no">GDP</span></p>',
    "<p>1 &lt; 2 &amp; 3 &gt; 2&nbsp;“好”</p>",
]


@pytest.mark.parametrize("html", LEGITIMATE)
def test_legitimate_markup_stays_byte_for_byte(html: str) -> None:
    assert sanitize_html(html) == html


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ("<h1>一</h1><h5>二</h5>", "<h2>一</h2><h4>二</h4>"),
        ("<div>一</div><div>二</div>", "<p>一</p><p>二</p>"),
        ("<p><font color=red>一</font><o:p></o:p></p>", "<p>一</p>"),
        ("<p><del>一</del><ins>二</ins></p>", "<p><s>一</s><u>二</u></p>"),
        ('<p class="align-center MsoNormal" style="color:red" id="x">一</p>', '<p class="align-center">一</p>'),
        ('<p>一<img src="https://other.cn/a.jpg">二</p>', "<p>一二</p>"),
        ('<p><a href="https://x.cn/" rel="me" target="_blank">一</a></p>',
         '<p><a href="https://x.cn/" rel="noopener nofollow">一</a></p>'),
        ('<p><a name="x">一</a><span style="x">二</span></p>', "<p>一二</p>"),
        ("<p>e\u0301</p>", "<p>é</p>"),
        ("1 < 2", "1 &lt; 2"),
    ],
)  # fmt: skip
def test_pasted_markup_keeps_its_meaning(pasted: str, stored: str) -> None:
    assert sanitize_html(pasted) == stored


@pytest.mark.parametrize(
    "html",
    [
        "",
        " ",
        "<p></p>",
        "<p>&nbsp;</p>",
        "<p><br></p>",
        "<p><b> </b></p>",
        "<ul><li></li></ul>",
        "<p>\u200b</p>",
        "<figure><img src=x></figure>",
    ],
)
def test_nothing_visible_is_nothing(html: str) -> None:
    assert sanitize_html(html) == ""


@pytest.mark.parametrize(
    "address",
    [
        "/media/pictures/../x.jpg",
        "/media/other/a.jpg",
        "/media/pictures/",
        "/media/pictures/.x.jpg",
        "/media/pictures/a.jpg?x",
        "/media/pictures/中.jpg",
        "//x/media/pictures/a.jpg",
        " /media/pictures/a.jpg\n/x",
    ],
)
def test_picture_from_elsewhere_goes_entirely(address: str) -> None:
    assert sanitize_html(f'<p>一<img src="{address}" alt="二"></p>') == "<p>一</p>"


def test_editor_keeps_exactly_what_is_stored() -> None:
    content = ckeditor_allowed_content()

    assert set(content) == set(ALLOWED)
    assert content["p"]["classes"].split(",") == list(ALLOWED["p"].classes)
    assert content["img"] == {"attributes": "!src,alt,width,height"}
    assert content["br"] == {}
    assert "style" not in str(content)


def test_visible_text_has_a_line_for_each_block() -> None:
    html = "<h2>一 &amp; 二</h2><p>三<br>四<b>五</b></p><ul><li>六</li></ul><table><tbody><tr><td>七</td><td>八</td></tr></tbody></table>九"

    assert plain_text(html) == "一 & 二\n三\n四五\n六\n七 八\n九"
    assert paragraphs(html)[:2] == [Block("heading", "一 & 二"), Block("paragraph", "三\n四五")]
