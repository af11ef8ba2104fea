"""Ways to find pages, and the way out of the site."""

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Enterprise, Feedback, Official
from articles.public.listing import by_kind, filled_channels, newest_by_channel, tags_in_use
from articles.public.naming import names_under
from articles.public.page import public_page, show
from articles.public.page_tags import Column
from articles.public.rendering import leave_target

IN_CHANNEL = 3
NAMES = 100
TAGS_OF_A_KIND = 4


@public_page
def site_map(request: HttpRequest) -> HttpResponse:
    """The whole site on one page, for readers."""
    column = Column("网站地图", "本站全部栏目和页面", ("网站地图",), "概况信息")
    tags = tags_in_use(request.site)
    return show(
        request,
        "articles/site_map.html",
        column,
        by_channel=newest_by_channel(filled_channels(request.site), most=IN_CHANNEL),
        names=names_under(Official.objects.in_use(), Enterprise.objects.in_use(), most=NAMES),
        tag_count=len(tags),
        tag_groups=by_kind(tags, most=TAGS_OF_A_KIND),
        has_replies=Feedback.objects.published().exists(),
    )


@public_page
def leave(request: HttpRequest) -> HttpResponse:
    """The notice before a non-government site (T-URL-04); only for addresses we signed."""
    target = leave_target(request.GET.get("to", ""))
    if target is None:
        raise Http404("这个链接不是本站给出的。")
    column = Column("离开本站", "前往外部网站前的提示", ("外部链接",), "概况信息")
    return show(
        request, "articles/leave.html", column, target=target, host=urlsplit(target).hostname
    )


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this name unasked; the icon itself is a static file."""
    return HttpResponseRedirect(static("articles/icon.svg"))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read."""
    lines = (
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /leave/",
        "Disallow: /zh-hant/leave/",
        "Disallow: /preview/",
        "Disallow: /zh-hant/preview/",
        "Disallow: /search/",
        "Disallow: /zh-hant/search/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    )
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response
