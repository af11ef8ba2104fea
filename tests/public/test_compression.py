"""Pages go out compressed by what the reader takes; what staff see never is."""

import gzip

import brotli
import pytest
from django.test import Client

from articles.public.compression import accepted_codings


@pytest.mark.parametrize(
    ("header", "codings"),
    [
        ("", set()),
        ("gzip, deflate, br, zstd", {"gzip", "br"}),
        ("GZIP;q=0.5,br ; q=1.0", {"gzip", "br"}),
        ("br;q=0, gzip;q=0.0", set()),
        ("*", set()),
        ("br;q=abc, gzip;q=9", set()),
        ("x" * 100_000 + ", br", set()),
        ("\x00,\ud800,br", {"br"}),
    ],
)
def test_only_what_was_asked_for_is_used(header: str, codings: set[str]) -> None:
    assert accepted_codings(header) == codings


@pytest.mark.django_db
def test_the_same_page_in_each_coding(seeded: None, client: Client) -> None:
    plain = client.get("/zh-hant/articles/20190001/")
    by_brotli = client.get("/zh-hant/articles/20190001/", headers={"Accept-Encoding": "gzip, br"})
    by_gzip = client.get("/zh-hant/articles/20190001/", headers={"Accept-Encoding": "gzip"})

    assert brotli.decompress(by_brotli.content) == plain.content
    assert gzip.decompress(by_gzip.content) == plain.content
    assert by_brotli["Content-Length"] == str(len(by_brotli.content))
    assert plain["ETag"] == by_brotli["ETag"] == by_gzip["ETag"]


@pytest.mark.django_db
def test_a_revalidation_names_the_header_too(seeded: None, client: Client) -> None:
    tag = client.get("/")["ETag"]

    response = client.get("/", headers={"If-None-Match": tag, "Accept-Encoding": "br"})

    assert response.status_code == 304
    assert response["Vary"] == "Accept-Encoding"
    assert response.content == b""


@pytest.mark.django_db
def test_pages_with_a_token_are_left_alone(client: Client) -> None:
    response = client.get("/admin/login/", headers={"Accept-Encoding": "gzip, br"})

    assert response.status_code == 200
    assert "Content-Encoding" not in response
