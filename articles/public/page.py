"""Floor 4: what every public page has in common: the ETag, the head and foot, paging."""

from collections.abc import Callable, Mapping
from functools import wraps
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from articles import replicas
from articles.models import Channel, SiteIdentity
from articles.public.kept import kept
from articles.public.modes import elder_address, is_elder
from articles.public.page_tags import Column, page_tags
from articles.public.rendering import leave_target, leave_url
from articles.public.scripts import other_script_path
from articles.public.site import ALREADY_READ, read_site

ICP_URL = "https://beian.miit.gov.cn/"
CACHE_CONTROL = "public, max-age=0, s-maxage=1, stale-while-revalidate=5, stale-if-error=86400"


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make *view* a public page: GET and HEAD only, conditional, cacheable, without a cookie."""

    @require_safe
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.site = site = request.META.get(ALREADY_READ) or replicas.current(read_site)
        conditional = condition(etag_func=_etag)(view)
        response = replicas.served(site.generation, lambda: conditional(request, *args, **kwargs))
        if response.status_code in {200, 304}:
            response["Cache-Control"] = CACHE_CONTROL
            # What names no address of its own is kept without any parameter only.
            own_query = getattr(response, "own_query", None if request.GET else "")
            response.kept_as = request.site.etag, own_query
        else:
            response.headers.pop("ETag", None)
            response["Cache-Control"] = "public, max-age=0, s-maxage=1"
        return response

    page.is_kept = True
    return page


def own_address(request: HttpRequest, asked: Mapping[str, str], number: int) -> str:
    """Return the page's address with those parameters only that change what it shows.

    *asked* are those that only the view understands, such as the words of a search; *number*
    is that of the page of a list, 1 for what is no list.
    """
    target = request.GET.get("to", "")
    kept = {**asked, **({"page": str(number)} if number > 1 else {})}
    if leave_target(target):
        kept["to"] = target
    query = urlencode(kept)
    return f"{request.path}?{query}" if query else request.path


def _etag(request: HttpRequest, *_: Any, **__: Any) -> str | None:
    """Return the site's ETag; none for ``If-None-Match: *``, which would match a missing page."""
    return None if request.headers.get("If-None-Match", "").strip() == "*" else request.site.etag


def chrome(request: HttpRequest, column: Column | None = None) -> dict[str, Any]:
    """Return what the head and the foot of every page need; no query while nothing changes.

    ``nameplate``, ``foot`` and ``head_end`` are finished HTML: they are the same on page after
    page and were a third of what rendering one cost.
    """
    identity = request.site.identity
    here = request.resolver_match and request.resolver_match.url_name
    page = {
        "request": request,
        "here": here,
        "site": identity,
        "channels": kept(request.site, "channels", lambda: list(Channel.objects.filled())),
        "column": column,
        "page_tags": page_tags(request, identity, column),
        "sample": "（示例）" if identity.is_sample else "",
        "is_traditional": request.LANGUAGE_CODE == "zh-hant",
        "is_elder": is_elder(request),
        "today": timezone.localdate(),
    }
    return page | {
        "nameplate": _part("_nameplate.html", page, here, column.url if column else ""),
        "foot": _part("_footer.html", page),
        "head_end": _part("_head_end.html", page),
    }


def _part(template: str, page: dict[str, Any], *depends: str | None) -> str:
    """Return a part of a page that differs by script, form and *depends* only, rendered once."""

    def render_part() -> str:
        return render_to_string(f"articles/includes/{template}", page | _foot_links(page["site"]))

    if settings.DEBUG:  # somebody may be changing the template
        return render_part()
    form = (template, page["is_traditional"], page["is_elder"], *depends)
    return kept(page["request"].site, form, render_part)


def _foot_links(identity: SiteIdentity) -> dict[str, str]:
    return {
        "icp_url": ICP_URL,
        "party_mark_url": leave_url(identity.party_mark_url),
        "report_error_url": leave_url(identity.report_error_url),
    }


def addresses(request: HttpRequest, asked: Mapping[str, str], number: int) -> dict[str, str]:
    """Return the page's own address and its twin in the other script; not for error pages,
    whose address is whatever the visitor sent."""
    own = own_address(request, asked, number)
    other = other_script_path(own)
    return {
        "own_address": own,
        "elder_address": elder_address(own),
        "canonical": request.build_absolute_uri(own),
        "other_script": other,
        "other_script_absolute": request.build_absolute_uri(other) if other else "",
    }


def show(
    request: HttpRequest,
    template: str,
    column: Column | None = None,
    *,
    asked: Mapping[str, str] = MappingProxyType({}),
    **context: Any,
) -> HttpResponse:
    """Render *template* inside the site's head and foot; *asked* stays in the page's address."""
    number = context["page"].number if "page" in context else 1
    page = {**chrome(request, column), **addresses(request, asked, number)}
    page["page_tags"] = [*page["page_tags"], *context.pop("article_tags", [])]
    page["asked_query"] = f"{urlencode(asked)}&" if asked else ""
    page["open_graph"] = open_graph(page, **context.pop("shared_as", {}))
    response = render(request, template, {**page, **context})
    response.own_query = page["own_address"].partition("?")[2]
    return response


def open_graph(page: dict[str, Any], **differing: str) -> dict[str, str]:
    """Return what a shared link shows (ogp.me); *differing* replaces what any page says.

    A title, description, type or image is named without its ``og:``.
    """
    column, site = page["column"], page["site"]
    general = {
        "type": "website",
        "site_name": site.name,
        "title": column.name if column else site.name,
        "url": page["canonical"],
        "locale": "zh_TW" if page["is_traditional"] else "zh_CN",
    }
    return {f"og:{name}": value for name, value in {**general, **differing}.items() if value}
