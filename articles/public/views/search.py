"""The search page, and the description that lets a browser search here by itself."""

import re
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles.public.listing import filled_channels
from articles.public.page import public_page, show
from articles.public.page_tags import Column
from articles.public.paging import page_of
from articles.public.results import FILTERS, Results, address
from articles.search.finding import MOST, find
from articles.search.query import LONGEST, Query, parse
from articles.search.suggesting import suggestions
from articles.text.plain import strip_unsafe_characters

VALUE = re.compile(r"[-\w]{1,100}", re.ASCII)


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """Everything readers may see that holds the words of ``?q=``; ETag and caching as elsewhere."""
    typed = strip_unsafe_characters(request.GET.get("q", ""))
    query = parse(typed)
    chosen = {
        name: value for name in FILTERS if VALUE.fullmatch(value := request.GET.get(name, ""))
    }
    asked = {"q": " ".join(query.typed), **chosen} if query.words else {}
    found = find(query, [f"{name}:{value}" for name, value in chosen.items()])
    page = page_of(request, found.ranks)
    results = Results(found, page.object_list, query.words)
    channels = filled_channels(request.site)
    return show(
        request,
        "articles/search.html",
        _column(query),
        asked=asked,
        channels=channels,
        typed=typed,
        query=query,
        longest=LONGEST,
        most=MOST,
        page=page,
        has_more=found.has_more,
        results=results.rows(),
        filters=results.filters(channels, chosen, asked) if query.words else [],
        ways_on=_ways_on(query, chosen) if query.words and not found.ranks else {},
    )


def _column(query: Query) -> Column:
    words = " ".join(query.typed)
    about = f"“{words}”的搜索结果" if words else "搜索本站的文章、图片、负责人、企业和标签"
    return Column("站内搜索", about, ("站内搜索", *query.typed), "概况信息")


def _ways_on(query: Query, chosen: Mapping[str, str]) -> dict[str, object]:
    """Return what may lead further where nothing was found: (label, address) by kind."""
    typed = " ".join(query.typed)
    elsewhere = bool(chosen and find(query).ranks)
    meant = [] if elsewhere else suggestions(query)  # else only the filters are too narrow
    single = query.typed if len(query.words) > 1 else ()
    return {
        "everywhere": address({"q": typed}) if elsewhere else "",
        "meant": [(text, address({"q": text})) for text in meant],
        "single": [(word, address({"q": word})) for word in single],
    }


@public_page
def description(request: HttpRequest) -> HttpResponse:
    """OpenSearch: how a browser asks this site."""
    return render(
        request,
        "articles/opensearch.xml",
        {
            "site": request.site.identity,
            "search_url": request.build_absolute_uri(reverse("search")),
        },
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )
