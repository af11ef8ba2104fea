"""Floor 4: an edition that readers do not see yet, in the readers' own template."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from articles.models import Article
from articles.public.page import chrome
from articles.public.site import read_site
from articles.public.views.articles import article_context
from articles.text.script import html_to_traditional


def show_edition(
    request: HttpRequest, article: Article, template: str, **context: object
) -> HttpResponse:
    """Render any edition with *template*; never kept by anybody, never indexed."""
    request.site = read_site()
    page = article_context(request, article)
    response = render(request, template, {**chrome(request, page["column"]), **page, **context})
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def in_traditional(
    request: HttpRequest, article: Article, template: str, **context: object
) -> HttpResponse:
    """The same in traditional script, at an address that has no second one."""
    with translation.override("zh-hant"):
        request.LANGUAGE_CODE = "zh-hant"
        response = show_edition(request, article, template, **context)
    response.content = html_to_traditional(response.content.decode()).encode()
    response["Content-Language"] = "zh-Hant"
    return response


SHEET_FOR_PRINT = re.compile(r'(<link rel="stylesheet"[^>]*) media="print"')


def as_printed(response: HttpResponse) -> HttpResponse:
    """Apply the print sheet on the screen: near enough to paper to judge the order of things."""
    response.content = SHEET_FOR_PRINT.sub(r'\1 media="all"', response.content.decode()).encode()
    return response
