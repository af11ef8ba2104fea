"""Floor 4: the results of a search and the links that narrow them down.

Written in Python because a page has twenty of the ones and up to forty of the others: as
templates they were a third of its cost.
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.templatetags.articles import stamp
from articles.templatetags.figures import marked
from articles.text.filling import filled

register = template.Library()

ROW = (
    '<li class="result">\n<h2 class="result-title"><a href="{}">{}</a></h2>\n{}{}\n'
    '<p class="meta">{}{}</p>\n</li>\n'
)
SENTENCE = '<p class="result-sentence">{}{}</p>'
CHANNEL = ' · <a href="{}">{}</a>'
PART_OF = ' · 见《<a href="{}">{}</a>》'
PUBLISHED = ' <time datetime="{}">{}</time>'
FILTER = (
    '<section class="search-filter"><h2 class="search-filter-name">{}</h2>\n<ul>{}</ul></section>\n'
)
CHOICE = (
    '<li><a href="{}"{}>{}{}</a> <span class="search-number">{}'
    '<span class="visually-hidden"> 条</span></span></li>'
)
CHOSEN = (
    SafeString(' class="search-chosen" aria-current="true"'),
    SafeString('<span class="visually-hidden">，已选，点按取消</span>'),
)


@register.simple_tag
def result_rows(results: Iterable[Any]) -> SafeString:
    """Return an item for each ``Result``: its title, the sentence that was found, its date."""
    return SafeString("".join([_row(result) for result in results]))


@register.simple_tag
def search_filters(filters: Iterable[tuple[str, Iterable[Any]]]) -> SafeString:
    """Return a section for each filter, with a link for each ``Choice``."""
    sections = []
    for name, choices in filters:
        links = SafeString("".join([_choice(choice) for choice in choices]))
        sections.append(filled(FILTER, name, links))
    return SafeString("".join(sections))


def _row(result: Any) -> str:
    also = sentence = ""
    if result.also:
        known_as = "" if result.article else "又称："
        also = SafeString(filled(SENTENCE, known_as, marked(result.also)) + "\n")
    if shown := marked(result.sentence) if result.sentence else result.beginning:
        sentence = SafeString(filled(SENTENCE, "", shown))
    where = SafeString(_where(result) if result.article else "")
    return filled(ROW, result.url, marked(result.title), also, sentence, result.kind, where)


def _where(result: Any) -> str:
    """Return the channel of an article, or the article of a picture, and when it was published."""
    article = result.article
    if result.is_of_article:
        place = filled(PART_OF, article.get_absolute_url(), article.title)
    else:
        place = filled(CHANNEL, article.channel.get_absolute_url(), article.channel.name)
    at = timezone.localtime(article.first_published_at)
    return place + filled(PUBLISHED, at.isoformat(), stamp(at))


def _choice(choice: Any) -> str:
    current, note = CHOSEN if choice.is_chosen else ("", "")
    return filled(CHOICE, choice.url, current, choice.label, note, choice.count)
