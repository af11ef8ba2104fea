"""A sentence is wrapped where it stands; the text, the links and the nesting stay as they were."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.marking import Sentences
from articles.text.plain import normalise_line
from articles.text.sanitizing import plain_text, sanitize_html

PIECES = [
    "<p>", "</p>", "<strong>", "</strong>", "<em>", "</em>", '<a href="/tags/a/">', "</a>",
    "<h2>", "</h2>", "<br>", "<ul><li>", "</li></ul>", "<table><tr><td>", "</td><td>",
    "</td></tr></table>", '<span lang="ug">', "</span>", "甲", "乙，", "丙。", "12", "&amp;", "&lt;",
    " ", "&nbsp;", "　", "\n", "<img src='/media/pictures/a.jpg' alt='图'>",
]  # fmt: skip
pages = st.lists(st.sampled_from(PIECES), max_size=30).map("".join).map(sanitize_html)


class Nesting(HTMLParser):
    """Refuses what is not closed in order, and an id that stands twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links = 0
        self.inside: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        identity = dict(attrs).get("id") or ""
        self.links += tag == "a"
        if identity:
            self.ids.append(identity)
            self.inside[identity] = ""
        if tag not in {"br", "img", "hr"}:
            self.open.append(f"{tag} {identity}")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().split(" ")[0] == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            identity = element.partition(" ")[2]
            if identity:
                self.inside[identity] += data


def read(html: str) -> Nesting:
    parser = Nesting()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


@given(pages, st.data())
def test_marking_changes_no_text_and_no_nesting(html: str, data: st.DataObject) -> None:
    lines = [normalise_line(line) for line in plain_text(html).split("\n")]
    marks = []
    for number in range(3):
        line = data.draw(st.sampled_from(lines))
        start = data.draw(st.integers(0, max(0, len(line) - 1)))
        end = data.draw(st.integers(start, len(line)))
        sentence = normalise_line(line[start:end])
        assert not sentence or sentence in Sentences(html)
        marks.append((f"F{number}", sentence))

    marked = Sentences(html).marked(marks)

    before, after = read(html), read(marked)
    assert plain_text(marked) == plain_text(html)
    assert after.links == before.links
    assert sorted(after.ids) == [identity for identity, sentence in marks if sentence]
    for identity, sentence in marks:
        wrapped = normalise_line(after.inside.get(identity, ""))
        assert not sentence or not wrapped or sentence in wrapped


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p>一。二。三。</p>", "<p>一。[二。]三。</p>"),
        ("<p><b>一。二</b>。三。</p>", "<p><b>一。</b>[<b>二</b>。]三。</p>"),
        ("<p><b>二</b>。</p>", "<p>[<b>二</b>。]</p>"),
        ("<p>零<em>二。三</em></p>", "<p>零<em>[二。]三</em></p>"),
        ('<p>一<a href="/a/">。二。</a></p>', '<p>一<a href="/a/">。[二。]</a></p>'),
        ('<p>一<a href="/a/">零二</a>。三</p>', '<p>一[<a href="/a/">零二</a>。]三</p>'),
        ("<p>无</p>", "<p>无</p>"),
        ("<p>二。</p><p>二。</p>", "<p>[二。]</p><p>二。</p>"),
    ],
)
def test_where_the_wrapper_stands(html: str, marked: str) -> None:
    shown = Sentences(html).marked([("F01", "二。")])

    assert shown.replace('<span id="F01">', "[").replace("</span>", "]") == marked


def test_sentences_that_cross_each_other_or_cells_get_an_anchor() -> None:
    crossing = Sentences("<p>一二三</p>").marked([("F01", "一二"), ("F02", "二三")])
    cells = Sentences("<table><tr><td>产值</td><td>41</td></tr></table>").marked(
        [("F03", "产值 41")]
    )

    assert crossing == '<p><span id="F01">一<span id="F02"></span>二</span>三</p>'
    assert '<td><span id="F03"></span>产值</td>' in cells


def test_blanks_of_any_kind_do_not_hide_a_sentence() -> None:
    assert "一 二。" in Sentences("<p>一　&nbsp; 二。</p>")
    assert "一二。" not in Sentences("<p>一</p><p>二。</p>")
