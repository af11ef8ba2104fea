"""Floor 4: what every request and every answer passes on its way."""

import logging
import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from articles.public.errors import (
    bad_request,
    disk_full,
    is_disk_full,
    is_outage,
    outage,
    page_not_found,
)
from articles.public.modes import elder_address, is_elder, keep_elder
from articles.public.scripts import TRADITIONAL_PREFIX
from articles.text.script import html_to_traditional

logger = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]

SESSION_KEY = re.compile(r"[a-z0-9]{1,40}")
CSRF_TOKEN = re.compile(r"[a-zA-Z0-9]{32}|[a-zA-Z0-9]{64}")
CONVERTED_TYPES = ("text/html", "application/atom+xml")


def trusted_proxy(get_response: Handler) -> Handler:
    """Take the client's address from the last trusted hop only; drop what a client can forge.

    With ``TRUSTED_PROXIES = n`` the n-th address from the right of X-Forwarded-For is the
    client; with 0 the header and X-Forwarded-Proto are ignored.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        forwarded = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
        depth = settings.TRUSTED_PROXIES
        if depth and len(hops) >= depth:
            request.META["REMOTE_ADDR"] = hops[-depth]
        if not depth:
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        return get_response(request)

    return middleware


class database_outage:  # noqa: N801
    """A database that does not answer becomes a plain 503 page, never a traceback (P8).

    So does a disk that is full or only to be read: nothing was saved, and the page says so.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if is_disk_full(error):
            logger.error("The disk takes nothing more: %s", error)
            return disk_full(request)
        if is_outage(error):
            logger.error("The database failed: %s", error)
            return outage(request)
        return None


def designed_not_found(get_response: Handler) -> Handler:
    """Answer 404 with the site's own page on a developer's machine too, not with Django's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.DEBUG and response.status_code == 404 and not hasattr(response, "is_designed"):
            return page_not_found(request)
        return response

    return middleware


def readable_input(get_response: Handler) -> Handler:
    """Refuse an address with a NUL character, which no database field accepts (P5).

    A session cookie that cannot be a session's key is dropped for the same reason. So is a
    CSRF cookie that is no token: Django would set another one, on public pages too.
    """
    cookies = ((settings.SESSION_COOKIE_NAME, SESSION_KEY), (settings.CSRF_COOKIE_NAME, CSRF_TOKEN))

    def middleware(request: HttpRequest) -> HttpResponse:
        query = unquote_to_bytes(request.META.get("QUERY_STRING", ""))
        if "\0" in request.path or b"\0" in query:
            return bad_request(request)
        for name, known in cookies:
            if not known.fullmatch(request.COOKIES.get(name, "")):
                request.COOKIES.pop(name, None)
        return get_response(request)

    return middleware


class ScriptMiddleware:
    """``/zh-hant/…`` is every page in traditional script; the address alone decides (no Vary)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        traditional = request.path_info.startswith(TRADITIONAL_PREFIX)
        language = "zh-hant" if traditional else "zh-hans"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", "zh-Hant" if traditional else "zh-Hans")
        if traditional:
            _rewrite(response, CONVERTED_TYPES, html_to_traditional)
        return response


def elder_mode(get_response: Handler) -> Handler:
    """``?mode=elder`` is every page for older readers; its links and forms stay in that form.

    The address alone decides (no Vary). The back office has no such form.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if is_elder(request) and not request.path_info.startswith("/admin/"):
            if response.has_header("Location"):
                response["Location"] = elder_address(response["Location"])
            _rewrite(response, ("text/html",), keep_elder)
        return response

    return middleware


def _rewrite(response: HttpResponse, kinds: tuple[str, ...], change: Callable[[str], str]) -> None:
    """Change the finished text of a response of one of these kinds; others pass untouched."""
    kind = response.get("Content-Type", "").partition(";")[0]
    if response.streaming or kind not in kinds:
        return
    text = response.content.decode(response.charset)
    response.content = change(text).encode(response.charset)
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))
