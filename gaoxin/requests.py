"""Every request has a number: in the log, in what is not kept for readers, on the error pages."""

import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)
HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[0-9A-Za-z][-0-9A-Za-z._]{7,63}")


_handled: ContextVar[HttpRequest | None] = ContextVar("handled_request", default=None)


def handled() -> HttpRequest | None:
    """Return the request that is being answered here, if any."""
    return _handled.get()


def route_of(request: HttpRequest) -> str:
    """Return the name of the address's pattern: unlike the address, it names nobody."""
    match = request.resolver_match
    return (match.view_name or match.route) if match else ""


def milliseconds(request: HttpRequest) -> int:
    """Return for how long *request* has been in the house."""
    return round((perf_counter() - request.started) * 1000)


def numbered(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Give the request its number, and log it when it was slow.

    The number is a trusted proxy's if it sends a well-formed one. It goes into no answer that
    may be kept: the next reader would get somebody else's.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.number = _number(request)
        request.started = perf_counter()
        token = _handled.set(request)
        try:
            response = get_response(request)
            is_logged = response.status_code >= 500  # with its time, by Django
            if not is_logged and milliseconds(request) >= settings.SLOW_REQUEST_MS:
                logger.warning("Slow request", extra={"status_code": response.status_code})
        finally:
            _handled.reset(token)
        if _is_for_one(response):
            response.headers[HEADER] = request.number
        return response

    return middleware


def _number(request: HttpRequest) -> str:
    if settings.TRUSTED_PROXIES:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        if WELL_FORMED.fullmatch(given):
            return given
    return secrets.token_hex(8)


def _is_for_one(response: HttpResponse) -> bool:
    return response.status_code >= 500 or "no-store" in response.headers.get("Cache-Control", "")
