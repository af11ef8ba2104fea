"""The front page."""

from django.http import HttpRequest, HttpResponse

from articles.models import Article, HomeFigure, Official, PhotoCaption
from articles.public.industries import clusters
from articles.public.listing import by_kind, filled_channels, listed, newest_by_channel, tags_in_use
from articles.public.naming import names_in
from articles.public.page import public_page, show
from articles.public.page_tags import Column
from articles.public.pictures import group_captions
from articles.public.structured_data import website

LATEST = 5
IN_CHANNEL = 2
LEAD_NAMES = 3
STRIP = 12
STRIP_GROUPS = 4
TAGS_OF_A_KIND = 4


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Lead report, latest, channels, industries, pictures, officials, tags."""
    identity = request.site.identity
    column = Column(
        name=identity.name,
        description=identity.subtitle or identity.name,
        keywords=(identity.name,),
        kind="首页",
    )
    lead, *latest = listed(Article.objects.published().newest_first()[:LATEST]) or [None]
    strip = PhotoCaption.objects.published().select_related("article").newest_first()
    tags = tags_in_use(request.site)
    return show(
        request,
        "articles/home.html",
        column,
        structured_data=website(request, identity),
        lead=lead,
        lead_names=names_in(lead, most=LEAD_NAMES) if lead else [],
        latest=latest,
        home_figures=HomeFigure.objects.shown(),
        by_channel=newest_by_channel(filled_channels(request.site), most=IN_CHANNEL),
        captions=group_captions(strip[:STRIP])[:STRIP_GROUPS],
        clusters=clusters(tags),
        officials=Official.objects.in_use().with_post().order_by("slug")[:6],
        tag_groups=by_kind(tags, most=TAGS_OF_A_KIND),
    )
