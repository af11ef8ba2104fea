"""Floor 4: the pages for what went wrong. Each says one sentence and what to do next."""

import errno
import sys

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from articles.public.page import chrome
from articles.public.site import read_site

NO_STORE = "no-store"
# What a disk says that takes nothing more; the databases say it in words.
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}
FULL_WORDS = ("disk is full", "disk I/O error", "readonly database", "No space left on device")
# The manifest of the static files is missing: no page can name its style sheet.
NOT_COLLECTED = (
    '<!doctype html><html lang="zh-CN"><title>网站还没有准备好</title><h1>网站还没有准备好</h1>'
    "<p>静态文件还没有收集。请管理员先运行 deploy/collect，再重新启动。</p></html>"
)


def _plain(template: str, status: int, **context: object) -> HttpResponse:
    """Render without touching the database: the page must come when nothing else works."""
    try:
        page = render_to_string(template, context)
    except ValueError as error:
        if "staticfiles manifest" not in str(error):
            raise
        page, status = NOT_COLLECTED, 500
    response = HttpResponse(page, status=status)
    response["Cache-Control"] = NO_STORE
    return response


def _number(request: HttpRequest) -> str:
    """Return the request's number in the log: who reads it to the operator is helped sooner."""
    return getattr(request, "number", "")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the sent data cannot be read."""
    return _plain("400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but without the right."""
    return _plain("403.html", 403, reason=str(exception or ""))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was opened too long ago, in another session, or on another site."""
    return _plain("403.html", 403, expired=True)


def is_outage(error: BaseException | None) -> bool:
    """Whether *error* says that the database itself fails, not that a query was wrong.

    Or that the bucket of pictures does not answer (ConnectionError).
    """
    failing = isinstance(error, OperationalError | InterfaceError | ConnectionError)
    return failing or type(error) is DatabaseError


def is_disk_full(error: BaseException | None) -> bool:
    """Whether *error* says that the disk, of files or of the database, takes nothing more."""
    if isinstance(error, OSError):
        return error.errno in FULL
    return isinstance(error, DatabaseError) and any(words in str(error) for words in FULL_WORDS)


def disk_full(request: HttpRequest) -> HttpResponse:
    """503: nothing of what was sent is kept, and the sentence says so."""
    return _plain("503_disk.html", 503, number=_number(request))


def outage(request: HttpRequest) -> HttpResponse:
    """503: the database does not answer; a proxy may go on serving what it has."""
    response = _plain("503.html", 503, number=_number(request))
    response["Retry-After"] = "10"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when it was the database or the disk that failed outside a view."""
    if is_disk_full(sys.exc_info()[1]):
        return disk_full(request)
    if is_outage(sys.exc_info()[1]):
        return outage(request)
    return _plain("500.html", 500, number=_number(request))


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, with the site's channels to go on from."""
    try:
        request.site = getattr(request, "site", None) or read_site()
        page = render_to_string("404.html", chrome(request))
    except (DatabaseError, InterfaceError):
        return _plain("404_plain.html", 404)
    response = HttpResponse(page, status=404)
    response["Cache-Control"] = "public, max-age=0, s-maxage=1"
    response.is_designed = True
    return response
