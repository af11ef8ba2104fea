"""Whoever keeps a page for a second is told which second."""

import time

import pytest
from django.http import HttpRequest, HttpResponse

from articles.public.moments import HEADER, until_the_second_ends


def answered(cache_control: str) -> HttpResponse:
    response = HttpResponse(headers={"Cache-Control": cache_control})
    return until_the_second_ends(lambda request: response)(HttpRequest())


@pytest.mark.parametrize("more", ["", ", stale-while-revalidate=5", ", must-revalidate"])
def test_the_front_keeps_a_page_to_the_end_of_the_second(more: str) -> None:
    earliest = int(time.time())

    told = answered(f"public, max-age=0, s-maxage=1{more}")[HEADER]

    assert earliest <= int(told.removeprefix("@")) <= time.time()


@pytest.mark.parametrize("cache_control", ["no-store", "private, no-cache", "public, s-maxage=10"])
def test_nothing_else_is_kept_longer_than_it_says(cache_control: str) -> None:
    assert HEADER not in answered(cache_control)
