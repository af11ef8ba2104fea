"""Telling the browser which of the copies it keeps of unsaved forms has been saved (P4)."""

import re

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

COOKIE = "saved_copy"
COPY = re.compile(r"[0-9a-f]{16}")


def acknowledge(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Name the copy that *response* says was saved, so that the next page can drop it."""
    copy = request.POST.get("copy", "")
    if response.status_code == 302 and COPY.fullmatch(copy):
        response.set_cookie(
            COOKIE, copy, max_age=600, path=reverse("admin:index"), secure=request.is_secure(), samesite="Lax",
        )  # fmt: skip
    return response
