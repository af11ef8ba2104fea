"""Floor 4: Atom feeds (RFC 4287): of everything published, and of what one record names."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from articles.catalogue.reading import subject_of
from articles.models import Article, Channel, Enterprise, Official
from articles.public.listing import listed, tag_in_use
from articles.public.moved import to_kept_tag
from articles.public.page import public_page
from articles.public.paging import Listing

ENTRIES = 30


@dataclass(frozen=True)
class Subject:
    """What a feed is of: its page, and the articles in it."""

    title: str
    page: str
    articles: Listing


class ArticleFeed(Feed):
    """The newest articles of a subject, with what lists show of them."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, subject: Subject) -> Subject:
        self.identity = request.site.identity
        return subject

    def title(self, subject: Subject) -> str:
        name = self.identity.name
        return f"{subject.title}－{name}" if subject.title else name

    def subtitle(self) -> str:
        return self.identity.subtitle

    def link(self, subject: Subject) -> str:
        return subject.page

    def items(self, subject: Subject) -> list[Article]:
        return listed(subject.articles[:ENTRIES])

    def item_title(self, item: Article) -> str:
        return item.title

    def item_description(self, item: Article) -> str:
        return escape(item.excerpt)  # Atom readers take a summary for HTML

    def item_pubdate(self, item: Article) -> datetime:
        return item.first_published_at

    def item_updateddate(self, item: Article) -> datetime:
        return item.visible_from

    def author_name(self) -> str:
        return self.identity.publisher

    def item_author_name(self, item: Article) -> str | None:
        return item.author or item.source or None


def _answer(request: HttpRequest, subject: Subject) -> HttpResponse:
    return ArticleFeed()(request, subject=subject)


def _named(request: HttpRequest, record: Model) -> Subject:
    articles = Listing(request.site, subject_of(record))
    return Subject(str(record), record.get_absolute_url(), articles)


@public_page
def articles(request: HttpRequest) -> HttpResponse:
    """The feed of the whole site."""
    return _answer(request, Subject("", reverse("home"), Listing(request.site)))


@public_page
def channel(request: HttpRequest, slug: str) -> HttpResponse:
    """The feed of one channel."""
    found = get_object_or_404(Channel, slug=slug)
    return _answer(request, _named(request, found))


@public_page
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """The feed of what carries one tag."""
    found = tag_in_use(request.site, slug)
    if found is None:
        return to_kept_tag(slug, route="tag_feed")
    return _answer(request, _named(request, found))


@public_page
def official(request: HttpRequest, slug: str) -> HttpResponse:
    """The feed of what names one official."""
    found = get_object_or_404(Official.objects.in_use(), slug=slug)
    return _answer(request, _named(request, found))


@public_page
def enterprise(request: HttpRequest, slug: str) -> HttpResponse:
    """The feed of what names one enterprise, park or institution."""
    found = get_object_or_404(Enterprise.objects.in_use(), slug=slug)
    return _answer(request, _named(request, found))
