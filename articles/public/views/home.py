"""The front page."""

from django.http import HttpRequest, HttpResponse

from articles.models import Article, Enterprise, HomeFigure, Official, PhotoCaption, Tag
from articles.public.listing import listed, tags_by_kind
from articles.public.page import public_page, show
from articles.public.page_tags import Column
from articles.public.pictures import group_captions
from articles.public.structured_data import website

LATEST = 8
STRIP = 12


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Lead report, latest, industries, pictures, officials, tags."""
    identity = request.site.identity
    column = Column(
        name=identity.name,
        description=identity.subtitle or identity.name,
        keywords=(identity.name,),
        kind="首页",
    )
    articles = listed(Article.objects.published().newest_first()[:LATEST])
    strip = PhotoCaption.objects.published().select_related("article").newest_first()
    return show(
        request,
        "articles/home.html",
        column,
        structured_data=website(request, identity),
        lead=articles[0] if articles else None,
        latest=articles,
        home_figures=HomeFigure.objects.shown(),
        captions=group_captions(strip[:STRIP]),
        clusters=_clusters(),
        officials=Official.objects.in_use().prefetch_related("posts").order_by("slug")[:6],
        tag_groups=tags_by_kind(most=8),
    )


def _clusters() -> list[tuple[Tag, list[Enterprise]]]:
    """Return each industry cluster with the enterprises that reports count among it."""
    clusters: dict[Tag, list[Enterprise]] = {}
    named = Enterprise.objects.in_use().filter(cluster__isnull=False).select_related("cluster")
    for enterprise in named.order_by("cluster__name", "slug"):
        clusters.setdefault(enterprise.cluster, []).append(enterprise)
    return list(clusters.items())
