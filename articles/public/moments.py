"""Floor 4: how long the shipped front keeps a page, said in nginx's own header.

nginx counts whole seconds, so ``s-maxage=1`` may mean two. Readers see a signature within one:
the front is told that the page is good to the end of the second in which it was answered.
"""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

HEADER = "X-Accel-Expires"
A_SECOND = "s-maxage=1"


def this_second() -> str:
    """Return the value of the header for an answer that leaves now."""
    return f"@{int(time.time())}"


def until_the_second_ends(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Tell the front so wherever other caches are told to keep the answer for a second."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        directives = response.get("Cache-Control", "").split(", ")
        if A_SECOND in directives:
            response[HEADER] = this_second()
        return response

    return middleware
