"""The text without a tree is the text of the tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.reading import paragraphs, plain_text
from articles.text.sanitizing import sanitize_html

pytestmark = pytest.mark.one_database
PIECES = (
    "一 ", " 二", "\n", "&amp;lt;", "&nbsp;", "&#10;", "\u3000三", "<p>", "</p>", "<h2 lang='zh'>", "</h2>",
    "<ul><li>", "</li></ul>", "<br>", "<hr>", "<b>", "</b>", "<a href='/?a=1&gt;2'>", "</a>",
    "<table><caption>", "</caption>", "<tr><td>", "</td>", "<figure><figcaption>", "</figure>", "<",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_every_line_is_a_line_of_a_block(html: str) -> None:
    stored = sanitize_html(html)

    assert plain_text(stored) == "\n".join(block.text for block in paragraphs(stored))
