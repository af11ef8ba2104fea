"""A parameter that every way to an own page keeps, and nothing else in the page."""

import pytest

from articles.text.addresses import keep_parameter, with_parameter

FIELD = '<input type="hidden" name="mode" value="elder">'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("/", "/?mode=elder"),
        ("/tags/", "/tags/?mode=elder"),
        ("?page=2", "?page=2&mode=elder"),
        ("/leave/?to=https%3A//a.cn/%3Aname", "/leave/?to=https%3A//a.cn/%3Aname&mode=elder"),
        ("/zh-hant/archive/?page=2#foot", "/zh-hant/archive/?page=2&mode=elder#foot"),
        ("/search/?", "/search/?mode=elder"),
    ],
)
def test_an_own_page_carries_it_once(before: str, after: str) -> None:
    assert with_parameter(before, "mode", "elder") == after
    assert with_parameter(after, "mode", "elder") == after


@pytest.mark.parametrize(
    "address",
    [
        "", "#main", "https://www.gov.cn/", "//evil.example/", "mailto:a@b.cn", "javascript:0",
        "/admin/", "/static/a.css", "/media/pictures/a.jpg", "/feeds/articles.xml", "/feeds/tag/",
        "/zh-hant/feeds/articles.xml", "/sitemap.xml", "/articles/20220001/qr.svg", "tags/",
    ],
)  # fmt: skip
def test_everything_else_stays(address: str) -> None:
    assert with_parameter(address, "mode", "elder") == address


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="/a/?b=1&amp;c=2">', '<a href="/a/?b=1&amp;c=2&amp;mode=elder">'),
        ("<A class=x HREF='/a/'>", '<A class=x HREF="/a/?mode=elder">'),
        ('<form role="search">', f'<form role="search">{FIELD}'),
        ('<form action="/search/" method="get">', f'<form action="/search/" method="get">{FIELD}'),
        ('<form method="post" action="/feedback/">', '<form method="post" action="/feedback/?mode=elder">'),
    ],
)  # fmt: skip
def test_links_and_forms_keep_it(before: str, after: str) -> None:
    assert keep_parameter(before, "mode", "elder") == after


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="canonical" href="/tags/">',
        '<meta name="Url" content="/tags/">',
        '<script type="application/ld+json">{"@id": "<a href=\\"/tags/\\">"}</script>',
        '<!-- <a href="/tags/"> -->',
        '<textarea><a href="/tags/"></textarea>',
        '<title><a href="/tags/"></title>',
        '<abbr href="/tags/"><article action="/tags/"><area href="/tags/">',
        '<a data-without="mode" href="/tags/">返回普通版</a>',
        """<a title="见 href='/tags/'" href="#a">""",
        '<form method="dialog"><form method="post"><form action="https://a.cn/">',
        '<!-- <a href="/tags/">',
        '<script><a href="/tags/">',
        "<a href=",
        "<a href='/tags/",
    ],
)
def test_nothing_else_changes(markup: str) -> None:
    assert keep_parameter(markup, "mode", "elder") == markup
