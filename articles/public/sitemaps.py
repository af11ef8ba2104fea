"""Floor 4: the sitemap in both scripts (sitemaps.org 0.9 with Google's image extension)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index as render_index
from django.contrib.sitemaps.views import sitemap as render_sitemap
from django.db.models import Max, Model, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime

from articles.models import Article, Channel, Enterprise, Feedback, Official, PhotoCaption, Tag
from articles.public.page import public_page
from articles.public.scripts import TRADITIONAL_PREFIX
from articles.text.filling import filled

SECTION = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">\n{}\n</urlset>\n'
)
TWIN = '<xhtml:link rel="alternate" hreflang="{}" href="{}"/>'
IMAGE = "<image:image><image:loc>{}</image:loc></image:image>"
PICTURED = PhotoCaption.objects.exclude(image="")


class BothScripts(Sitemap):
    """Every page twice, each with a pointer to the other script."""

    limit = 5_000  # pages, so 10,000 addresses: the protocol allows 50,000, a fifth is quick

    def get_domain(self, site: object = None) -> str:
        return site.domain

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list:
        urls = super().get_urls(page, site, protocol)
        home = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        return [twin for url in urls for twin in self._in_both_scripts(url, home)]

    def _in_both_scripts(self, url: dict, home: str) -> Iterator[dict]:
        path = url["location"].removeprefix(home)
        traditional = f"{home}{TRADITIONAL_PREFIX}{path[1:]}"  # every page here has both
        alternates = [
            {"lang_code": "zh-Hans", "location": url["location"]},
            {"lang_code": "zh-Hant", "location": traditional},
        ]
        images = [f"{home}{address}" for address in self.images(url["item"])]
        for location in (url["location"], traditional):
            yield {**url, "location": location, "alternates": alternates, "images": images}

    def images(self, item: Any) -> list[str]:
        """Return the addresses of the pictures on the page of *item*."""
        return []


class PageSitemap(BothScripts):
    def items(self) -> list[str]:
        pages = ["home", "archive", "tags", "officials", "enterprises", "photos", "site_map"]
        replies = ["feedback_replies"] if Feedback.objects.published().exists() else []
        return [*pages, "figures", "feedback", *replies]

    def location(self, item: str) -> str:
        return reverse(item)


class ArticleSitemap(BothScripts):
    def items(self) -> QuerySet:
        rows = Article.objects.published().order_by("pk").only("public_id", "visible_from")
        pictured = Prefetch("captions", PICTURED.only("article", "image"), to_attr="pictured")
        return rows.prefetch_related(pictured, "body_pictures")

    def lastmod(self, item: Article) -> datetime:
        return item.visible_from

    def get_latest_lastmod(self) -> datetime | None:
        return Article.objects.published().aggregate(at=Max("visible_from"))["at"]

    def images(self, item: Article) -> list[str]:
        in_text = [f"/media/{picture.name}" for picture in item.body_pictures.all()]
        return [slot.image.url for slot in item.pictured] + in_text


class RecordSitemap(BothScripts):
    """Channels, tags, officials and enterprises."""

    def __init__(self, rows: QuerySet) -> None:
        self.rows = rows

    def items(self) -> QuerySet:
        return self.rows.order_by("pk")

    def location(self, item: Model) -> str:
        return item.get_absolute_url()


class PhotoSitemap(RecordSitemap):
    def images(self, item: PhotoCaption) -> list[str]:
        return [item.image.url] if item.image else []


def sections() -> dict[str, BothScripts]:
    """Return the parts of the sitemap."""
    return {
        "pages": PageSitemap(),
        "articles": ArticleSitemap(),
        "channels": RecordSitemap(Channel.objects.filled()),
        "tags": RecordSitemap(Tag.objects.in_use()),
        "officials": RecordSitemap(Official.objects.in_use()),
        "enterprises": RecordSitemap(Enterprise.objects.in_use()),
        "photos": PhotoSitemap(PhotoCaption.objects.published().select_related("article")),
    }


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """The list of sitemaps, which crawlers ask for first."""
    return _indexable(render_index(request, sections(), sitemap_url_name="sitemap_section"))


@public_page
def section(request: HttpRequest, section: str) -> HttpResponse:
    """One part of everything published, for crawlers."""
    answer = render_sitemap(request, sections(), section)
    whole = SECTION.format("\n".join(map(_page, answer.context_data["urlset"])))
    # Written in Python: as a template, ten thousand addresses took most of a second.
    headers = {name: answer[name] for name in ("Last-Modified",) if name in answer}
    return HttpResponse(whole, content_type=answer["Content-Type"], headers=headers)


def _page(url: dict) -> str:
    """Return one address with its date, its twins and its pictures."""
    at = url["lastmod"]
    parts = [
        filled("<loc>{}</loc>", url["location"]),
        f"<lastmod>{localtime(at).isoformat()}</lastmod>" if at else "",
        *[filled(TWIN, one["lang_code"], one["location"]) for one in url["alternates"]],
        *[filled(IMAGE, address) for address in url["images"]],
    ]
    return f"<url>{''.join(parts)}</url>"


def _indexable(response: HttpResponse) -> HttpResponse:
    response.headers.pop("X-Robots-Tag", None)
    return response.render()
