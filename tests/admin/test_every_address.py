"""P5: every address of the admin, those still to be written too, bears what nobody would type."""

import re
from collections.abc import Iterator
from itertools import cycle
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from tests.builders import a_draft, a_published

BAD = ("1", "9" * 25, "a\x00b", "x" * 300, "-1", "𠮷")
QUERY = f"?q=%00&p=-1&page={BAD[1]}&version=x"
POSTED = {
    "action": "delete_selected", "_selected_action": [BAD[1], "x"], "post": "yes", "remark": "\x00",
    "keep": "\x00", "id": BAD[1], "pk": "a", "number": "x", "version": BAD[1],
    "visible_from_0": "99999-99-99",
}  # fmt: skip


def routes(patterns: list, before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif route.startswith("admin/") and "(?P" not in route and "logout" not in route:
            yield route


@pytest.mark.usefixtures("site")
def test_no_address_of_the_admin_is_a_server_error(superuser: Client) -> None:
    a_draft()
    a_published()
    values = cycle(BAD)

    asked = 0
    for route in routes(get_resolver().url_patterns):
        address = "/" + re.sub(r"<[^>]+>", lambda _: quote(next(values)), route)
        answers = (superuser.get(address + QUERY), superuser.post(address, POSTED))
        assert all(answer.status_code < 500 for answer in answers), address
        asked += 1

    assert asked > 150
