"""Floor 4: sitemap.xml in both scripts."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as render_sitemap
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles.models import Article, Channel, Enterprise, Official, PhotoCaption, Tag
from articles.public.page import public_page


class BothScripts(Sitemap):
    """Every page twice, each with a pointer to the other script."""

    i18n = True
    alternates = True
    limit = 10_000

    def get_domain(self, site: object = None) -> str:
        return site.domain


class PageSitemap(BothScripts):
    def items(self) -> list[str]:
        return ["home", "archive", "tags", "officials", "enterprises", "photos", "site_map"]

    def location(self, item: str) -> str:
        return reverse(item)


class ArticleSitemap(BothScripts):
    def items(self) -> QuerySet:
        rows = Article.objects.published().order_by("pk")
        return rows.only("public_id", "visible_from")

    def lastmod(self, item: Article) -> datetime:
        return item.visible_from


class RecordSitemap(BothScripts):
    """Channels, tags, officials and enterprises."""

    def __init__(self, rows: QuerySet) -> None:
        self.rows = rows

    def items(self) -> QuerySet:
        return self.rows.order_by("pk")

    def location(self, item: Model) -> str:
        return item.get_absolute_url()


def sections() -> dict[str, BothScripts]:
    """Return the parts of the sitemap."""
    return {
        "pages": PageSitemap(),
        "articles": ArticleSitemap(),
        "channels": RecordSitemap(Channel.objects.filled()),
        "tags": RecordSitemap(Tag.objects.in_use()),
        "officials": RecordSitemap(Official.objects.in_use()),
        "enterprises": RecordSitemap(Enterprise.objects.in_use()),
        "photos": RecordSitemap(PhotoCaption.objects.published().select_related("article")),
    }


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Everything published, for crawlers."""
    response = render_sitemap(request, sections())
    response.headers.pop("X-Robots-Tag", None)
    return response.render()
