"""A preview link: one unpublished edition for somebody without an account (docs/adr/0013)."""

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.imaging import dimensions
from articles.models import Article, PreviewLink
from articles.previewing import is_unpublished, note_visit, opened_by
from articles.public.drafts import show_edition
from articles.public.errors import page_not_found
from articles.public.scripts import other_script_path
from articles.public.site import read_site
from articles.public.views.articles import gone
from articles.public.views.media import PICTURE, stored_picture
from articles.signing import content_hash

MEDIA_ADDRESS = re.compile(r"/media/(pictures/[0-9a-f]{32}-\d{1,5}x\d{1,5})(?=\.)")
IN_TEXT = re.compile(r'src="/media/(pictures/[^"]+)"')


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The edition as it is now; 404 for any link that does not open it."""
    link = opened_by(token)
    if link is None:
        return _private(_not_found(request))
    article = link.article
    if article.status == Article.Status.WITHDRAWN:
        return _private(_gone(request, article))
    if not is_unpublished(article):
        return _private(HttpResponseRedirect(article.get_absolute_url()))
    note_visit(link, request.META.get("REMOTE_ADDR", ""))
    response = show_edition(
        request,
        article,
        "articles/article_shared_preview.html",
        link=link,
        has_changed=content_hash(article) != link.content_hash,
        **_both_scripts(request, token),
    )
    page = response.content.decode()
    response.content = _own_addresses(page, link, token).encode()
    return _private(response)


@require_safe
def preview_media(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """A picture or rendition of the linked edition; the same 404 for everything else."""
    link, match = opened_by(token), PICTURE.match(name)
    if link is None or match is None or not is_unpublished(link.article):
        return _private(_not_found(request))
    if match[1] not in stems(link.article):
        return _private(_not_found(request))
    try:
        response = stored_picture(name)
    except Http404:
        return _private(_not_found(request))
    return _private(response)


def stems(article: Article) -> set[str]:
    """Return the stored names, without their endings, of the pictures that *article* shows."""
    names = [*article.captions.exclude(image="").values_list("image", flat=True)]
    names += IN_TEXT.findall(article.body)
    return {name.rpartition(".")[0] for name in names if dimensions(name)}


def _own_addresses(page: str, link: PreviewLink, token: str) -> str:
    """Lead what would be closed to this reader to addresses under the token, or nowhere."""
    own = stems(link.article)
    base = reverse("preview_media", args=[token, "pictures/x"]).removesuffix("pictures/x")

    def bound(match: re.Match) -> str:
        return f"{base}{match[1]}" if match[1] in own else match[0]

    for slot in link.article.captions.all():
        address = f"/media/{slot.image.name}" if slot.image else "#main"
        page = page.replace(f'href="{slot.get_absolute_url()}"', f'href="{address}"')
    return MEDIA_ADDRESS.sub(bound, page)


def _both_scripts(request: HttpRequest, token: str) -> dict[str, str]:
    return {"other_script": other_script_path(reverse("preview", args=[token]))}


def _not_found(request: HttpRequest) -> HttpResponse:
    response = page_not_found(request)
    response.is_designed = True
    return response


def _gone(request: HttpRequest, article: Article) -> HttpResponse:
    request.site = read_site()
    try:
        return gone(request, article.public_id)
    except Http404:  # withdrawn before anybody saw it
        return _not_found(request)


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the answer out of every cache and index, its address out of referrers and logs."""
    response.headers.pop("ETag", None)
    response._has_been_logged = True  # Django's line about a 404 would write the token down
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
