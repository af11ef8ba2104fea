"""What readers and editors get through the shipped front when everything runs."""

import json
import re

import pytest

from tests.deploy.front import Front

pytestmark = pytest.mark.xdist_group("deploy")
REPORTS = ("/articles/20220001/", "/articles/20190001/", "/zh-hant/articles/20220001/", "/")
SECURITY_HEADERS = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
)


@pytest.mark.parametrize("address", REPORTS)
def test_a_page_comes_with_its_version_and_without_a_cookie(front: Front, address: str) -> None:
    reply = front.get(address)

    assert reply.status == 200
    assert reply.headers["ETag"].startswith('W/"')
    assert "Set-Cookie" not in reply.headers
    for name in SECURITY_HEADERS:
        assert len(reply.headers.get_all(name)) == 1, name


def test_a_second_reader_is_answered_from_the_cache(front: Front) -> None:
    front.get("/articles/20220001/")

    again = front.get("/articles/20220001/")

    assert again.status == 200
    assert again.cache in {"HIT", "REVALIDATED", "STALE", "UPDATING"}


@pytest.mark.one_database
def test_an_unchanged_page_is_revalidated_not_sent_again(front: Front) -> None:
    address = "/articles/20220001/source/"
    # nginx writes the file after the last byte was sent; a hit proves that it is there.
    tag = front.until(address, lambda reply: reply.cache == "HIT").headers["ETag"]
    kept = front.kept(address).stat()

    front.until(address, lambda reply: reply.cache == "REVALIDATED")
    fresh = front.until(address, lambda reply: reply.cache == "HIT")

    assert fresh.headers["ETag"] == tag
    assert front.get(address, If_None_Match=tag).status == 304
    # A page that was sent again would be another file; a 304 renews the one there is.
    assert front.kept(address).stat().st_ino == kept.st_ino
    assert front.kept(address).stat().st_mtime_ns > kept.st_mtime_ns


def test_head_is_answered_like_get_without_a_body(front: Front) -> None:
    reply = front.get("/articles/20220001/", method="HEAD")

    assert reply.status == 200
    assert reply.body == b""
    assert "ETag" in reply.headers


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
        ("br;q=0, gzip;q=0.0", None),
    ],
)
def test_pages_travel_compressed(front: Front, header: str, coding: str | None) -> None:
    for _ in range(2):
        reply = front.get("/articles/20220001/", Accept_Encoding=header)

        assert reply.headers["Content-Encoding"] == coding
        assert reply.headers["Vary"] == "Accept-Encoding"


@pytest.mark.one_database
@pytest.mark.parametrize("address", ["/articles/20190001/", "/zh-hant/articles/20220001/"])
@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_an_article_fits_into_the_first_window(front: Front, address: str, coding: str) -> None:
    """Page, styles and scripts of a first visit: at most 14 KB on the way."""
    page = front.get(address, Accept_Encoding=coding)
    parts = re.findall(
        r'<(?:link rel="stylesheet" href|script[^>]* src)="(/static/[^"]+)"',
        front.get(address).text,
    )

    replies = [page, *(front.get(part, Accept_Encoding=coding) for part in parts)]

    assert len(parts) >= 3
    assert {reply.headers["Content-Encoding"] for reply in replies} == {coding}
    assert sum(len(reply.body) for reply in replies) <= 14 * 1024


def test_the_application_decides_which_names_are_its_own(front: Front) -> None:
    reply = front.get("/", Host="elsewhere.example")

    assert reply.status == 400
    assert reply.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/articles/20220001/", "/admin/login/"])
def test_styles_have_hashed_names_and_are_kept_for_good(front: Front, address: str) -> None:
    styles = re.findall(r'href="(/static/[^"]+\.css)"', front.get(address).text)

    assert styles
    for style in styles:
        reply = front.get(style)
        assert reply.status == 200
        assert re.search(r"\.[0-9a-f]{12}\.css$", style)
        assert reply.headers["Content-Type"].startswith("text/css")
        assert "immutable" in reply.headers["Cache-Control"]


def test_nothing_of_the_back_office_is_kept(front: Front) -> None:
    for address in ("/admin/", "/admin/login/?next=/admin/"):
        for _ in range(2):
            reply = front.get(address, Accept_Encoding="gzip")

            assert "no-store" in reply.headers["Cache-Control"]
            assert "private" in reply.headers["Cache-Control"]
            assert "Content-Encoding" not in reply.headers
            assert "X-Cache" not in reply.headers


def test_probes_are_asked_every_time(front: Front) -> None:
    assert json.loads(front.get("/healthz").text) == {"process": "ok"}
    ready = front.get("/readyz")
    assert ready.status == 200, ready.text
    assert "X-Cache" not in ready.headers
