"""What readers need to pass an article on."""

import io

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from articles.models import Article
from articles.public.page import public_page

QUIET_ZONE = 4  # modules; the standard asks for them and 微信 finds no code without


@public_page
def qr(request: HttpRequest, public_id: str) -> HttpResponse:
    """The article's canonical address, in the script of this address, as a QR code."""
    if not Article.objects.published().filter(public_id=public_id).exists():
        raise Http404("没有这篇文章。")
    address = request.build_absolute_uri(reverse("article", args=[public_id]))
    return HttpResponse(qr_svg(address), content_type="image/svg+xml")


def qr_svg(text: str) -> bytes:
    """Return *text* as a QR code: black on white in light and dark, as scanners expect."""
    drawing = io.BytesIO()
    segno.make_qr(text, error="m").save(
        drawing,
        kind="svg",
        border=QUIET_ZONE,
        light="#fff",
        xmldecl=False,
        omitsize=True,
        svgclass=None,
        lineclass=None,
    )
    return drawing.getvalue()
