"""Lists show when and from whom (T-UI-04), and lead from page to page."""

import re

import pytest
from django.test import Client

from articles.models import Tag, TaggedArticle
from tests.builders import a_channel, a_draft, a_published
from tests.pages import page
from tests.public.test_query_counts import add_articles

pytestmark = pytest.mark.django_db


def test_a_list_shows_time_and_source(site: None, client: Client) -> None:
    a_published(source="区融媒体中心")

    for address in (a_channel().get_absolute_url(), "/archive/"):
        item = re.search(r'<li class="article-item".*?</li>', page(client, address), re.S)
        assert item
        assert re.search(r">\d{4}-\d\d-\d\d \d\d:\d\d<", item[0])
        assert "来源：区融媒体中心" in item[0]


def test_pages_are_numbered_with_the_first_and_the_last(seeded: None, client: Client) -> None:
    add_articles(300)

    shown = page(client, "/channels/yuan-qu-dong-tai/?page=8")

    numbers = re.findall(r'href="\?page=(\d+)"><span', shown)
    assert numbers == ["1", "6", "7", "9", "10", "16"]
    assert re.search(r'aria-current="page"><span class="visually-hidden">第 </span>8<', shown)
    assert (
        '<link rel="canonical" href="http://testserver/channels/yuan-qu-dong-tai/?page=8">' in shown
    )


def tagged(article: object, *tags: Tag) -> None:
    TaggedArticle.objects.bulk_create(
        TaggedArticle(tag=tag, content_object=article) for tag in tags
    )


def test_neighbouring_tags_are_those_that_share_most_published_reports(
    site: None, client: Client
) -> None:
    first, near, far, hidden = (Tag.objects.create(name=name) for name in ("甲主题", "近主题", "远主题", "草稿主题"))  # fmt: skip
    tagged(a_published(), first, near, far)
    tagged(a_published(), first, near)
    tagged(a_draft(), first, hidden)

    shown = page(client, first.get_absolute_url())

    neighbours = shown[shown.index('id="neighbours"') :]
    assert re.findall(r">([^<]*主题)</a> <span[^>]*>([^<]*)<", neighbours) == [
        ("近主题", "共同 2 篇"),
        ("远主题", "共同 1 篇"),
    ]


def test_a_tag_that_shares_nothing_has_no_neighbours(site: None, client: Client) -> None:
    alone = Tag.objects.create(name="独主题")
    tagged(a_published(), alone)

    assert 'id="neighbours"' not in page(client, alone.get_absolute_url())


def test_the_index_says_its_counts_in_words(seeded: None, client: Client) -> None:
    shown = page(client, "/tags/")

    item = re.search(r'<li class="weight-(\d)"><a href="/tags/xin-cai-liao/".*?</li>', shown, re.S)
    assert item
    assert item[1] == "3"
    assert "篇报道" in item[0]
    assert 'href="#industry"' in shown
    assert 'id="industry"' in shown
