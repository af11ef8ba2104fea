"""Warming reads what is published and what it needs, in every encoding, and says what failed."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from threading import Thread

import pytest
from django.core.management import CommandError, call_command

from articles.public.warming import Reader, linked, published, warm

PAGES = {
    "/readyz": "{}",
    "/sitemap.xml": "<loc>{base}/sitemap-a.xml?p=1&amp;x=2</loc><loc>http://other.example/b</loc>",
    "/sitemap-a.xml?p=1&x=2": "<url><loc>{base}/news/</loc><image:loc>{base}/x</image:loc></url>",
    "/news/": '<link href="/static/a.css"><img src="/news/qr.svg" srcset="/media/p.400.jpg 400w">'
    '<a href="?page=2"></a><a href="/old/"></a><a href="/admin/"></a><a href="//other/"></a>',
    "/news/?page=2": '<a href="/beyond/">',
    "/old/": '<img src="/media/old.jpg"><a href="/beyond/">',
    "/news/qr.svg": "<svg/>",
    "/static/a.css": "a{background:url(b.svg)}",
    "/static/b.svg": "<svg/>",
    "/media/p.400.jpg": "\N{REPLACEMENT CHARACTER}",
    "/media/old.jpg": "",
}
SITE = sorted(set(PAGES) - {"/readyz", "/sitemap.xml", "/sitemap-a.xml?p=1&x=2"})


class Site(ThreadingHTTPServer):
    """A site of these pages that remembers who asked for what."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Page)
        self.asked: list[tuple[str, str]] = []
        self.missing: set[str] = set()
        self.base = f"http://127.0.0.1:{self.server_port}"


class Page(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["Accept-Encoding"]))
        found = self.path in PAGES and self.path not in self.server.missing
        body = PAGES.get(self.path, "").replace("{base}", f"http://{self.headers['Host']}").encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


def test_everything_published_and_needed_is_read_once_in_each_encoding(site: Site) -> None:
    with Reader(site.base) as reader:
        answers = list(warm(reader, published(reader), parallel=3))

    assert sorted(answer.address for answer in answers) == SITE
    assert all(answer.is_good for answer in answers)
    asked = [pair for pair in site.asked if pair[0] in SITE]
    assert len(asked) == len(set(asked))
    for address in SITE:
        codings = {coding for path, coding in asked if path == address}
        pictures = address.startswith("/media/")
        assert codings == ({"identity"} if pictures else {"br", "gzip", "identity"}), address


def test_what_cannot_be_read_is_named_and_the_rest_read(site: Site) -> None:
    site.missing = {"/old/"}
    with Reader(site.base) as reader:
        answers = list(warm(reader, published(reader), parallel=3))

    assert [(answer.address, answer.status) for answer in answers if not answer.is_good] == [
        ("/old/", 404)
    ]
    assert len(answers) == len(SITE) - 1  # its picture is named nowhere else


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<a href="?page=3&amp;mode=elder">', set()),
        ('<a href="?page=3">', {"/news/?page=3"}),
        ('<a href="/tags/?q=1">', set()),
        ('<a href="/zh-hant/feedback/"><a href="/leave/?to=x"><a href="/preview/t/">', set()),
        ('<a href="https://other.example/media/x.jpg">', {"/media/x.jpg"}),
        ('<script src="/static/a.js" data-css="/static/b.css">', {"/static/a.js", "/static/b.css"}),
        ('<img srcset="/media/a.jpg 1x, /media/b.jpg 2x">', {"/media/a.jpg", "/media/b.jpg"}),
    ],
)
def test_only_what_the_front_keeps_is_followed(text: str, expected: set[str]) -> None:
    assert linked("/news/", text) == expected


def test_the_command_reports(site: Site) -> None:
    output = StringIO()

    call_command("warm", host=site.base, wait=0, stdout=output)

    assert f"网站地图 1 页，连同所链接的页面和文件共 {len(SITE)} 个" in output.getvalue()
    assert "全部读到" in output.getvalue()


def test_the_command_fails_when_something_failed(site: Site) -> None:
    site.missing = {"/old/"}
    complaints = StringIO()

    with pytest.raises(CommandError, match="1 个读不到"):
        call_command("warm", host=site.base, wait=0, stderr=complaints)

    assert "/old/  404" in complaints.getvalue()


def test_another_address_may_lead_to_the_site(site: Site) -> None:
    call_command("warm", host="http://www.example", via=f"127.0.0.1:{site.server_port}", wait=0)

    assert ("/news/", "br") in site.asked


@pytest.mark.parametrize("missing", ["/readyz", "/sitemap.xml", "/sitemap-a.xml?p=1&x=2"])
def test_without_a_site_there_is_a_reason(site: Site, missing: str) -> None:
    site.missing = {missing}

    with pytest.raises(CommandError, match="404"):
        call_command("warm", host=site.base, wait=0)


def test_an_unusable_address_is_refused() -> None:
    with pytest.raises(CommandError, match="http://"):
        call_command("warm", host="www.example.gov.cn")
