"""The search page: for every reader, in both scripts, whatever is typed, in few queries."""

from itertools import product
from urllib.parse import urlencode

import pytest
from django.test import Client

from articles.models import Article, Tag
from articles.search import finding
from tests.builders import a_published
from tests.public.test_query_counts import add_articles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
NASTY = (
    "\0", "\ud800", "\ufffe", "*", '"', '"""', "“", "AND", "高新 AND (", "NEAR(高新, 2)", "高新*", "-高新", "^高新",
    "title:高新", "%", "_", "' OR 1=1--", "<script>alert(1)</script>", "😀", "高新😀区", "𠮷", "\u202e高新",
    "a" * 10_000, "高" * 10_000, "高 " * 5_000, "\n\n", "　", "{{ 7|add:7 }}", "۱۲۳", "e\u0301", "·", "…", "高,新",
)  # fmt: skip


def page(client: Client, **asked: str) -> str:
    response = client.get("/search/", asked)
    assert response.status_code == 200
    return response.content.decode()


def test_the_words_are_marked_as_they_are_printed(client: Client) -> None:
    text = page(client, q="營商環境")

    assert "优化<mark>营商环境</mark>工作" in text
    assert "“營商環境”的搜索结果－站内搜索－" in text.replace("</title>", "－")
    assert 'value="營商環境"' in text
    assert '<meta name="robots" content="noindex">' in text
    assert '<meta name="ColumnName" content="站内搜索">' in text


def test_in_traditional_script_only_what_was_typed_stays(client: Client) -> None:
    text = client.get("/zh-hant/search/", {"q": "营商环境"}).content.decode()

    assert "優化<mark>營商環境</mark>工作" in text
    assert 'value="营商环境"' in text
    assert 'href="/search/?q=%E8%90%A5%E5%95%86%E7%8E%AF%E5%A2%83" hreflang="zh-Hans"' in text


def test_filters_are_links_with_counts_that_lead_to_that_many(client: Client) -> None:
    tag = Tag.objects.get(slug="xin-cai-liao")

    text = page(client, q="高新区", tag=tag.slug, kind="article")

    assert "共 2 条" in text
    assert 'aria-current="true"' in text
    assert f'href="/search/?{urlencode({"q": "高新区", "kind": "article"})}"'.replace("&", "&amp;") in text  # fmt: skip
    assert "channel=yuan-qu-dong-tai" in text


def test_paging_keeps_words_and_filters(client: Client) -> None:
    for number in range(45):
        a_published(title=f"果业第{number:02d}号")

    first, third = page(client, q="果业", kind="article"), page(client, q="果业", kind="article", page="3")  # fmt: skip

    assert "?q=%E6%9E%9C%E4%B8%9A&amp;kind=article&amp;page=2" in first
    assert "第44号" in first.replace("</mark>", "")
    assert "第00号" in third.replace("</mark>", "")
    assert 'start="41"' in third
    assert "/zh-hant/search/?q=%E6%9E%9C%E4%B8%9A&amp;kind=article&amp;page=3" in third
    assert client.get("/search/", {"q": "果业", "page": "4"}).status_code == 404
    assert client.get("/search/", {"q": "果业", "page": "9" * 30}).status_code == 404


def test_a_count_that_ends_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST", 1)

    assert "超过 1000 条" in page(client, q="高新区")


def test_a_near_miss_and_a_narrow_filter_lead_on(client: Client) -> None:
    missed, narrow = page(client, q="崔玉森"), page(client, q="崔玉淼 高新区", year="1999")

    assert '您要找的是不是：<a href="/search/?q=%E5%B4%94%E7%8E%89%E6%B7%BC">崔玉淼</a>' in missed
    assert "去掉筛选，在全站查找" in narrow
    assert "1999年" in narrow
    assert "您要找的是不是" not in narrow + page(client, q="企业", year="1999")
    assert "只找其中一个词" in narrow


def test_nothing_that_is_typed_is_an_error(client: Client) -> None:
    for nasty, name in (*product(NASTY, ("q",)), *product(NASTY[:9], ("tag", "year", "page"))):
        query = urlencode({"q": "高新", name: nasty}, errors="surrogatepass")
        status = client.get(f"/search/?{query}").status_code

        assert status in ({200, 400} if name != "page" else {404, 400}), (nasty, name)


def test_what_is_too_long_is_cut_and_stays_in_the_form(client: Client) -> None:
    text = page(client, q="高新区" + "，" + "长" * 300)

    assert "只查找了前 100 个字" in text
    assert "长" * 300 in text
    assert "没有可以查找的文字" in page(client, q="！？…")


@pytest.mark.parametrize("rows", [3, 300])
def test_queries_stay_within_their_limit(client: Client, rows: int, django_assert_max_num_queries) -> None:  # fmt: skip
    add_articles(rows)

    for query, limit in (("", 3), ("q=新材料", 6), ("q=新材料&tag=xin-cai-liao&page=1", 6), ("q=崔玉淼", 6), ("q=崔玉森", 6)):  # fmt: skip
        with django_assert_max_num_queries(limit, info=query):
            assert client.get(f"/search/?{query}").status_code == 200


def test_the_search_box_is_on_every_page_and_known_to_browsers(client: Client) -> None:
    """Browsers look for the description on a site's first page only."""
    description = client.get("/opensearch.xml")

    for address in ("/", "/zh-hant/"):
        assert 'href="/opensearch.xml"' in client.get(address).content.decode()
    for address in ("/", "/tags/", "/search/", "/nothing/", "/zh-hant/"):
        text = client.get(address).content.decode()
        assert 'role="search"' in text, address
    assert description["Content-Type"].startswith("application/opensearchdescription+xml")
    assert "/search/?q={searchTerms}" in description.content.decode()
    assert "Disallow: /search/" in client.get("/robots.txt").content.decode()


def test_a_gone_article_offers_the_search(client: Client) -> None:
    live = a_published()
    Article.objects.filter(pk=live.pk).update(visible_until=live.visible_from)

    assert client.get(live.get_absolute_url()).content.decode().count('role="search"') == 2
