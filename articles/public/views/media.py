"""Pictures by address: public while something published shows them, and not a moment longer."""

import re

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from articles.models import Article, BodyPicture, Official, PhotoCaption, SiteIdentity

PICTURE = re.compile(r"^(pictures/[0-9a-f]{32}-\d{1,5}x\d{1,5})(?:\.\d{1,5})?\.(jpg|webp)$")
CONTENT_TYPES = {"jpg": "image/jpeg", "webp": "image/webp"}


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponse:
    """One cleaned picture or rendition; 404 for readers unless a published page shows it."""
    match = PICTURE.match(name)
    if match is None:
        raise Http404("没有这个文件。")
    public = is_public(match[1])
    if not public and not _may_see_drafts(request):
        raise Http404("没有这个文件。")
    # The name is drawn for the content and never given again: who has it has the picture.
    etag = f'"{name.rpartition("/")[2]}"'
    response = get_conditional_response(request, etag) or stored_picture(name)
    response["ETag"] = etag
    response["Cache-Control"] = (
        "public, max-age=31536000, s-maxage=5, immutable" if public else "private, no-store"
    )
    return response


def stored_picture(name: str) -> HttpResponse:
    """Return the file of a name that matches ``PICTURE``, for whoever may see it; 404 without."""
    try:
        with default_storage.open(name) as file:
            data = file.read()
    except ConnectionError:
        raise  # a bucket that does not answer: 503, so that a proxy shows what it has
    except OSError as error:
        raise Http404("没有这个文件。") from error
    response = HttpResponse(data, content_type=CONTENT_TYPES[name.rpartition(".")[2]])
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def is_public(stem: str) -> bool:
    """Whether a published article, an official's page or the foot shows the picture."""
    names = [f"{stem}.jpg", f"{stem}.webp"]
    published = Article.objects.published()
    uses = (
        PhotoCaption.objects.filter(image__in=names, article__in=published).values("pk")[:1],
        BodyPicture.objects.filter(name__in=names, article__in=published).values("pk")[:1],
        Official.objects.in_use().filter(portrait__in=names).values("pk")[:1],
    )
    return any(found.exists() for found in uses) or _is_mark(names)


def _is_mark(names: list[str]) -> bool:
    identity = SiteIdentity.objects.first()
    return identity is not None and not set(names).isdisjoint(identity.marks)


def _may_see_drafts(request: HttpRequest) -> bool:
    return request.user.is_staff and request.user.has_perm("articles.view_article")
