"""P5: no address, parameter or header is answered with a 5xx."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
NASTY = (
    "%00", "%ff%fe", "%ED%A0%80", "9" * 400, "-1", "0", "1e9", "１", "%E2%80%AE", "𠮷", "' OR 1=1--",
    "../../etc/passwd", "<script>", "%2e%2e/", "a" * 5000,
)  # fmt: skip
PLACES = (
    "/articles/{}/", "/articles/{}/source/", "/channels/{}/", "/tags/{}/", "/officials/{}/",
    "/enterprises/{}/", "/photos/{}/", "/photos/20220001-{}/", "/archive/{}/", "/archive/2026/{}/",
    "/media/{}", "/feeds/{}", "/{}", "/zh-hant/{}", "/archive/?page={}", "/?{}", "/leave/?to={}",
    "/channels/yuan-qu-dong-tai/?page={}", "/tags/xin-cai-liao/?page={}", "/sitemap.xml?p={}",
    "/static/{}",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_nothing_a_visitor_sends_is_a_server_error(client: Client, place: str) -> None:
    client.raise_request_exception = True

    for nasty in NASTY:
        response = client.get(place.format(nasty))
        assert response.status_code < 500, (place, nasty)


@pytest.mark.parametrize("year", ["0000", "0001", "9999"])
def test_years_at_the_end_of_time(client: Client, year: str) -> None:
    for address in (f"/archive/{year}/", f"/archive/{year}/01/", f"/archive/{year}/12/"):
        assert client.get(address).status_code in {200, 404}


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "", "999999", "1.0", "１"])
def test_a_page_there_is_not_is_404(client: Client, page: str) -> None:
    assert client.get("/archive/", {"page": page}).status_code == 404


def test_a_nul_is_a_400_with_a_sentence(client: Client) -> None:
    response = client.get("/archive/?page=%00")

    assert response.status_code == 400
    assert "无法识别的字符" in response.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"\x00"'}, {"If-None-Match": "W/" * 5000}, {"Cookie": "sessionid=\xff\x00"},
        {"Accept-Language": "x" * 9000}, {"If-Modified-Since": "yesterday"}, {"Range": "bytes=9-1"},
        {"X-Forwarded-For": "1.2.3.4, \xff"}, {"Cookie": "csrftoken=" + "y" * 5000},
    ],
)  # fmt: skip
def test_headers_are_never_a_server_error(client: Client, headers: dict[str, str]) -> None:
    assert client.get("/", headers=headers).status_code < 500


def test_an_unknown_host_is_a_400(client: Client) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
