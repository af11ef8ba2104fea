"""P5: no address, parameter or header is answered with a 5xx."""

from itertools import product

import pytest
from django.test import Client, RequestFactory

from gaoxin.wsgi import application

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
NASTY = (
    "%00", "%ff%fe", "%ED%A0%80", "9" * 400, "-1", "0", "1e9", "１", "%E2%80%AE", "𠮷", "' OR 1=1--",
    "../../etc/passwd", "<script>", "%2e%2e/", "a" * 5000, "[", "evil.example/x",
)  # fmt: skip
PLACES = (
    "/articles/{}/", "/articles/{}/source/", "/channels/{}/", "/tags/{}/", "/officials/{}/",
    "/enterprises/{}/", "/photos/{}/", "/photos/20220001-{}/", "/archive/{}/", "/archive/2026/{}/",
    "/media/{}", "/feeds/{}", "/{}", "/zh-hant/{}", "/archive/?page={}", "/?{}", "/leave/?to={}",
    "/channels/yuan-qu-dong-tai/?page={}", "/tags/xin-cai-liao/?page={}", "/sitemap-articles.xml?p={}", "/sitemap-{}.xml", "/feeds/tags/{}.xml",
    "/static/{}",
)  # fmt: skip


def test_nothing_a_visitor_sends_is_a_server_error(client: Client) -> None:
    for place, nasty in product(PLACES, NASTY):
        response = client.get(place.format(nasty))

        assert response.status_code < 500, (place, nasty)


def test_years_at_the_end_of_time(client: Client) -> None:
    for year, month in product(("0000", "0001", "9999"), ("", "01/", "12/")):
        assert client.get(f"/archive/{year}/{month}").status_code in {200, 404}


def test_a_page_there_is_not_is_404(client: Client) -> None:
    for page in ("0", "2", "-1", "x", "", "999999", "1.0", "１"):
        assert client.get("/archive/", {"page": page}).status_code == 404, page


def test_a_nul_is_a_400_with_a_sentence(client: Client) -> None:
    response = client.get("/archive/?page=%00")

    assert response.status_code == 400
    assert "无法识别的字符" in response.content.decode()


HEADERS = [
    {"If-None-Match": '"\x00"'},
    {"If-None-Match": "W/" * 5000},
    {"Cookie": "sessionid=\xff\x00"},
    {"Accept-Language": "x" * 9000},
    {"If-Modified-Since": "yesterday"},
    {"Range": "bytes=9-1"},
    {"X-Forwarded-For": "1.2.3.4, \xff"},
    {"Cookie": "csrftoken=" + "y" * 5000},
]


def test_headers_are_never_a_server_error(client: Client) -> None:
    for headers in HEADERS:
        assert client.get("/", headers=headers).status_code < 500, headers


def test_an_unknown_host_is_a_400(client: Client) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_an_error_page_repeats_no_address_that_a_visitor_made_up(client: Client) -> None:
    for path in ("//evil.example/x/", "/zh-hant//evil.example/x/", "//[", "/zh-hant//["):
        response = client.get("/", PATH_INFO=path)

        assert response.status_code == 404
        assert "evil.example" not in response.content.decode()


CHARSETS = (
    "hex",
    "base64",
    "zlib",
    "undefined",
    "idna",
    "punycode",
    "unicode_escape",
    "utf-7",
    "x",
)


def answered(method: str, parameter: str) -> str:
    """Return the status line that the WSGI application gives for a request with *parameter*."""
    kind = "application/x-www-form-urlencoded"
    body = b"username=%5Cud800abc&password=x"
    address = "/admin/login/?page=1&to=a%5Cud800:b"
    environ = RequestFactory().generic(method, address, body, content_type=kind).environ
    environ["CONTENT_TYPE"] = f"{kind}; {parameter}"
    said: list[str] = []
    b"".join(application(environ, lambda status, *_: said.append(status)))
    return said[0]


def test_no_charset_that_a_client_names_is_a_server_error() -> None:
    for method, charset in product(("GET", "POST"), CHARSETS):
        for parameter in (f"charset={charset}", f"Charset={charset}", f"CHARSET*=utf-8''{charset}"):
            assert answered(method, parameter)[0] in "234", (method, parameter)
        assert answered(method, f"name*={charset}''x")[0] in "234", (method, charset)


def test_a_session_cookie_that_is_no_key_is_ignored(client: Client) -> None:
    client.cookies["sessionid"] = "\x00aaaaaaaaaa"

    for address in ("/admin/", "/admin/login/", "/media/pictures/" + "0" * 32 + "-1x1.jpg"):
        assert client.get(address).status_code in {200, 302, 404}
