"""Articles: channels, the article itself, and its manuscript."""

import html
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from articles.catalogue.reading import subject_of
from articles.linking import MarkedSentence, Target
from articles.models import Article, Channel, KeyFigure, PhotoCaption, RelatedLink, WorkflowStep
from articles.prepared import Prepared
from articles.public.listing import excerpt, listed
from articles.public.page import public_page, show
from articles.public.page_tags import Column, article_tags
from articles.public.paging import Listing, page_of
from articles.public.pictures import group_captions, have_files
from articles.public.readings import RECORDS, Written, read
from articles.public.relating import related_articles
from articles.public.rendering import leave_url, with_pictures
from articles.public.structured_data import news_article
from articles.public.vocabulary import Named, choices, vocabulary
from articles.text.comparing import Comparison, explain
from articles.text.sanitizing import plain_text

FEWEST_HEADINGS = 3  # for a table of contents
UNFILED = Column("未选栏目", "草稿还没有栏目", (), "")


@dataclass(frozen=True)
class Card:
    """An official or an enterprise that the article names, and where it does."""

    target: Target
    detail: str
    sentence: MarkedSentence | None


@public_page
def channel(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles of one channel, newest first."""
    found = get_object_or_404(Channel, slug=slug)
    page = page_of(request, Listing(request.site, subject_of(found)))
    page.object_list = listed(page.object_list)
    return show(
        request,
        "articles/channel.html",
        Column.of_channel(found),
        channel=found,
        page=page,
        feed_url=reverse("channel_feed", args=[slug]),
    )


@public_page
def article(request: HttpRequest, public_id: str) -> HttpResponse:
    """One article; 410 with the notice when it was withdrawn or has expired."""
    found = _published(public_id)
    if found is None:
        return gone(request, public_id)
    return show(request, "articles/article_detail.html", **article_context(request, found))


def article_context(request: HttpRequest, found: Article) -> dict:
    """Return what the article template needs; the admin's preview shows drafts with it too."""
    chosen = choices(found)
    names = vocabulary(request.site, chosen)
    tags, named = names.chosen(chosen, "tag"), names.chosen(chosen, *RECORDS)
    slots = captions_of(found)
    captions = tuple(slot.caption for slot in slots)
    figures = tuple(_figures(article=found.pk))
    reading = read(Written(found.body, captions, figures, chosen), names)
    groups = group_captions(slots)
    opening = next((group for group in groups if not group.is_awaited), None)
    headings = reading.headings
    return {
        "article": found,
        "body_html": with_pictures(reading.body_html),
        "contents": headings if len(headings) >= FEWEST_HEADINGS else [],
        "opening": [opening] if opening else [],
        "more_groups": [group for group in groups if group is not opening],
        "has_pictures": have_files(groups),
        "links": [
            {"label": link.label, "address": link.url, "url": leave_url(link.url)}
            for link in links_outside_body(found)
        ],
        "cards": [
            Card(target, detail, reading.sentences[target.identity]) for target, detail in named
        ],
        "tags": [target.link for target, _ in tags],
        "related": related_articles(found),
        "source_url": leave_url(found.source_url),
        "column": Column.of_channel(found.channel) if found.channel else UNFILED,
        **_for_machines(request, found, slots, named=named, tags=tags),
    }


def _captions(article: int) -> QuerySet:
    return PhotoCaption.objects.filter(article=article)


def _figure_sentences(article: int) -> QuerySet:
    return KeyFigure.objects.filter(article=article).values_list("code", "sentence")


def _links(article: int) -> QuerySet:
    return RelatedLink.objects.filter(article=article)


_captions_of, _figures, _links_of = map(Prepared, (_captions, _figure_sentences, _links))


def captions_of(found: Article) -> list[PhotoCaption]:
    """Return the slots of an article in their order; one query."""
    slots = _captions_of(article=found.pk)
    for slot in slots:
        slot.article = found
    return slots


def _for_machines(
    request: HttpRequest,
    found: Article,
    slots: list[PhotoCaption],
    *,
    named: list[Named],
    tags: list[Named],
) -> dict:
    """Return page tags, Open Graph and JSON-LD."""
    pictures = [slot for slot in slots if slot.image]
    image = pictures[0].image.url if pictures else ""
    keywords = [target.name for target, _ in tags]
    mentioned = [target for target, _ in named]
    return {
        "article_tags": article_tags(request, found, keywords=keywords, image=image),
        "shared_as": {
            "type": "article",
            "title": found.title,
            "description": excerpt(found),
            "image": request.build_absolute_uri(image) if image else "",
        },
        "structured_data": news_article(request, found, pictures=pictures, mentioned=mentioned),
    }


@public_page
def source(request: HttpRequest, public_id: str) -> HttpResponse:
    """The manuscript as received beside the published text, each difference explained."""
    found = _published(public_id)
    if found is None:
        return gone(request, public_id)
    if not found.manuscript:
        raise Http404("这篇文章没有来稿原文。")
    comparison = compared(found.manuscript, tuple(published_lines(found)))
    return show(
        request,
        "articles/article_source.html",
        Column.of_channel(found.channel),
        article=found,
        comparison=comparison,
    )


@lru_cache(maxsize=32)
def compared(manuscript: str, published: tuple[str, ...]) -> Comparison:
    """Return the comparison; kept, because a long manuscript takes a second."""
    return explain(manuscript, published=list(published))


def published_lines(found: Article) -> list[str]:
    """Return the published text line by line in the order of the page."""
    lines = [found.title]
    lines += [slot.caption for slot in found.captions.all()]
    lines += [line for line in plain_text(found.body).split("\n") if line]
    if found.data_source:
        lines.append(f"数据来源：{found.data_source}")
    lines += [f"新闻链接：{link.label}{link.url}" for link in links_outside_body(found)]
    return lines


def links_outside_body(found: Article) -> list[RelatedLink]:
    """Return the links that the text itself does not already give."""
    links = _links_of(article=found.pk)
    return [link for link in links if f'"{html.escape(link.url)}"' not in found.body]


def _edition(public_id: str, now: datetime) -> QuerySet:
    readable = Article.objects.published(now).select_related("channel")
    return readable.filter(public_id=public_id)[:1]


_editions = Prepared(_edition)


def _published(public_id: str) -> Article | None:
    return next(iter(_editions(public_id=public_id, now=timezone.now())), None)


def gone(request: HttpRequest, public_id: str) -> HttpResponse:
    """410 for what readers once could see; 404 for what they never could."""
    editions = Article.objects.filter(public_id=public_id).seen().over(timezone.now())
    newest = editions.defer("manuscript", "body").order_by("-edition").first()
    if newest is None:
        raise Http404("没有这篇文章。")
    notice = (
        WorkflowStep.objects.filter(
            article__public_id=public_id, action=WorkflowStep.Action.WITHDRAW
        )
        .order_by("-at")
        .first()
    )
    withdrawn = newest.status == Article.Status.WITHDRAWN
    response = show(
        request,
        "410.html",
        notice=notice if withdrawn else None,
        withdrawn=withdrawn,
    )
    response.status_code = 410
    return response
