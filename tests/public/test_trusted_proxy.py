"""The client's address is what the last trusted hop says, never what the client says."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from articles.public.middleware import trusted_proxy

HOPS = "6.6.6.6, 192.0.2.7, 10.0.0.1"


def passed_on(**headers: str) -> HttpRequest:
    """Return the request as the middleware hands it on."""
    seen = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    trusted_proxy(view)(RequestFactory().get("/", headers=headers, REMOTE_ADDR="127.0.0.1"))
    return seen[0]


@pytest.mark.parametrize(
    ("trusted", "address"),
    [(0, "127.0.0.1"), (1, "10.0.0.1"), (2, "192.0.2.7"), (4, "127.0.0.1")],
)
def test_the_address_is_taken_from_trusted_hops_only(settings, trusted: int, address: str) -> None:
    settings.TRUSTED_PROXIES = trusted

    request = passed_on(**{"X-Forwarded-For": HOPS})

    assert request.META["REMOTE_ADDR"] == address
    assert "HTTP_X_FORWARDED_FOR" not in request.META


def test_without_a_trusted_hop_nobody_may_claim_https(settings) -> None:
    settings.TRUSTED_PROXIES = 0

    assert "HTTP_X_FORWARDED_PROTO" not in passed_on(**{"X-Forwarded-Proto": "https"}).META


def test_behind_a_trusted_hop_its_scheme_is_believed(settings) -> None:
    settings.TRUSTED_PROXIES = 1

    request = passed_on(**{"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"})

    assert request.META["HTTP_X_FORWARDED_PROTO"] == "https"
