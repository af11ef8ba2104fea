"""The table of contents: each heading of the text has one name, and keeps it."""

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from articles.public.rendering import outlined
from articles.text.sanitizing import sanitize_html
from tests.builders import a_published


def anchors(body: str) -> list[str]:
    return [heading.anchor for heading in outlined(body)[1]]


def test_an_id_is_spelled_from_the_words_of_the_heading() -> None:
    html, headings = outlined('<h2 class="align-center">共享<strong>发展</strong></h2><p>一</p>')

    assert html == (
        '<h2 class="align-center" id="part-gong-xiang-fa-zhan">共享<strong>发展</strong></h2><p>一</p>'
    )
    assert [heading.text for heading in headings] == ["共享发展"]


def test_equal_headings_are_told_apart_and_never_meet_another_name() -> None:
    body = "<h2>发展</h2><h2>发展</h2><h2>发展 2</h2><h2>发展</h2><h2>……</h2><h2>！</h2>"

    assert anchors(body) == [
        "part-fa-zhan", "part-fa-zhan-2", "part-fa-zhan-2-2", "part-fa-zhan-3", "part", "part-2",
    ]  # fmt: skip


def test_a_paragraph_or_a_smaller_heading_moves_no_name() -> None:
    before = anchors("<h2>一</h2><h2>二</h2>")

    after = anchors("<p>新</p><h3>小标题</h3><h2>一</h2><p>新</p><h2>二</h2>")

    assert after == before


@given(
    st.lists(st.sampled_from(["<h2>", "</h2>", "<p>", "</p>", "发展", "2", "&amp;", "<h3>", "🏔"]))
)
def test_ids_are_unique_and_nothing_else_changes(pieces: list[str]) -> None:
    body = sanitize_html("".join(pieces))

    html, headings = outlined(body)

    names = re.findall(r' id="([^"]*)"', html)
    assert re.sub(r' id="[^"]*"', "", html) == body
    assert names == [heading.anchor for heading in headings]
    assert len(set(names)) == len(names)
    assert all(heading.text for heading in headings)


def page(client: Client, headings: int) -> str:
    body = "".join(f"<h2>第{n}部分</h2><p>正文。</p>" for n in range(headings))
    return client.get(a_published(body=body).get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_a_long_article_shows_its_contents_and_a_short_one_does_not(
    site: None, client: Client
) -> None:
    long, short = page(client, 3), page(client, 2)

    links = re.findall(r'href="#(part-[^"]+)"', long)
    assert links == re.findall(r'<h2 id="([^"]+)"', long)
    assert len(links) == 3
    assert 'aria-label="目录"' not in short
