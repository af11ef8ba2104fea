"""Floor 4: what machines read of a page, in the words of schema.org (JSON-LD).

Only what the page shows is said again here; what nobody knows is left out.
"""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from articles.linking import Target
from articles.models import Article, Enterprise, Official, PhotoCaption, SiteIdentity
from articles.public.page_tags import Column

Data = dict[str, Any]
MENTIONED = {"official": "Person", "enterprise": "Organization"}


def news_article(
    request: HttpRequest,
    article: Article,
    *,
    pictures: Iterable[PhotoCaption],
    mentioned: Iterable[Target],
) -> Data:
    """Return the article as a ``NewsArticle``; dates in ISO 8601 with the office's offset."""
    data = {
        "headline": article.title,
        "inLanguage": _language(request),
        "mainEntityOfPage": request.build_absolute_uri(article.get_absolute_url()),
        "datePublished": _moment(article.first_published_at),
        "dateModified": _moment(article.updated_at),
        "articleSection": article.channel.name if article.channel else "",
        "alternativeHeadline": article.subtitle,
        "abstract": article.summary,
        "author": {"name": article.author} if article.author else "",
        "editor": {"@type": "Person", "name": article.responsible_editor}
        if article.responsible_editor
        else "",
        "creditText": article.source,
        "publisher": publisher(request, request.site.identity),
        "image": [image_object(request, picture) for picture in pictures],
        "mentions": [
            {
                "@type": MENTIONED[target.kind],
                "name": target.name,
                "url": request.build_absolute_uri(target.url),
            }
            for target in mentioned
        ],
    }
    return _thing("NewsArticle", data)


def publisher(request: HttpRequest, identity: SiteIdentity) -> Data:
    """Return whose site this is."""
    return {
        "@type": "GovernmentOrganization",
        "name": identity.publisher,
        "url": request.build_absolute_uri(reverse("home")),
    }


def website(request: HttpRequest, identity: SiteIdentity) -> Data:
    """Return the site as a ``WebSite`` with its search (the home page)."""
    search = request.build_absolute_uri(reverse("search"))
    data = {
        "name": identity.name,
        "alternateName": identity.subtitle,
        "url": request.build_absolute_uri(reverse("home")),
        "inLanguage": _language(request),
        "publisher": publisher(request, identity),
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{search}?q={{words}}",
            "query-input": "required name=words",
        },
    }
    return _thing("WebSite", data)


def person(request: HttpRequest, official: Official, *, titles: Iterable[str]) -> Data:
    """Return an official as a ``Person`` with the posts that reports name."""
    data = {
        "name": official.name,
        "alternateName": official.aliases.splitlines(),
        "jobTitle": list(titles),
        "url": request.build_absolute_uri(official.get_absolute_url()),
        "image": request.build_absolute_uri(official.portrait.url) if official.portrait else "",
    }
    return _thing("Person", data)


def organization(request: HttpRequest, enterprise: Enterprise) -> Data:
    """Return an enterprise, park or institution as an ``Organization``."""
    data = {
        "name": enterprise.full_name,
        "alternateName": enterprise.aliases.splitlines(),
        "url": request.build_absolute_uri(enterprise.get_absolute_url()),
        "sameAs": enterprise.website,
        "description": enterprise.introduction,
    }
    return _thing("Organization", data)


def dataset(request: HttpRequest, column: Column) -> Data:
    """Return the page of figures as a ``Dataset`` with its files."""
    files = (("text/csv", "figures_csv"), ("application/json", "figures_json"))
    data = {
        "name": column.name,
        "description": column.description,
        "keywords": list(column.keywords),
        "url": request.build_absolute_uri(reverse("figures")),
        "creator": publisher(request, request.site.identity),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": kind,
                "contentUrl": request.build_absolute_uri(reverse(name)),
            }
            for kind, name in files
        ],
    }
    return _thing("Dataset", data)


def photograph(request: HttpRequest, caption: PhotoCaption) -> Data | None:
    """Return a picture's own page as an ``ImageObject``; None while the picture is awaited."""
    if not caption.image:
        return None
    return {"@context": "https://schema.org", **image_object(request, caption)}


def image_object(request: HttpRequest, caption: PhotoCaption) -> Data:
    """Return one picture as an ``ImageObject``; it must have its file."""
    width, height = caption.size
    data = {
        "@type": "ImageObject",
        "contentUrl": request.build_absolute_uri(caption.image.url),
        "width": width,
        "height": height,
        "caption": caption.caption,
        "creditText": caption.photographer,
        "copyrightNotice": caption.rights,
        "url": request.build_absolute_uri(caption.get_absolute_url()),
    }
    return _known(data)


def _thing(kind: str, data: Data) -> Data:
    return {"@context": "https://schema.org", "@type": kind, **_known(data)}


def _known(data: Data) -> Data:
    return {name: value for name, value in data.items() if value}


def _language(request: HttpRequest) -> str:
    return "zh-Hant" if request.LANGUAGE_CODE == "zh-hant" else "zh-Hans"


def _moment(moment: Any) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""
