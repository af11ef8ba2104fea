"""Floor 4: the Atom feed of everything published."""

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from articles.models import Article
from articles.public.listing import listed
from articles.public.page import public_page

ENTRIES = 30


class ArticleFeed(Feed):
    """The newest articles, with what lists show of them."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> HttpRequest:
        return request

    def title(self, request: HttpRequest) -> str:
        return request.site.identity.name

    def subtitle(self, request: HttpRequest) -> str:
        return request.site.identity.subtitle

    def link(self, request: HttpRequest) -> str:
        return reverse("home")

    def items(self, request: HttpRequest) -> list[Article]:
        rows: QuerySet = Article.objects.published().newest_first()
        return listed(rows[:ENTRIES])

    def item_title(self, item: Article) -> str:
        return item.title

    def item_description(self, item: Article) -> str:
        return escape(item.excerpt)  # Atom readers take a summary for HTML

    def item_pubdate(self, item: Article) -> datetime:
        return item.first_published_at

    def item_updateddate(self, item: Article) -> datetime:
        return item.visible_from

    def author_name(self, request: HttpRequest) -> str:
        return request.site.identity.host_organisation or request.site.identity.name

    def item_author_name(self, item: Article) -> str | None:
        return item.author or item.source or None


@public_page
def articles(request: HttpRequest) -> HttpResponse:
    """The feed of the whole site."""
    return ArticleFeed()(request)
