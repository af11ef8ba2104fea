"""The log: one object a line, a number a request, and nobody's data in it."""

import io
import json
import logging

import pytest
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from articles.models import Article
from gaoxin import logs, requests

RECEIPT = "20261121-aB3dE6gH"
TOKEN = "k7Jw2nQx9Rb4Vt6Yp1Zs3Md8"


@pytest.fixture(autouse=True)
def nothing_is_slow(settings) -> None:
    settings.SLOW_REQUEST_MS = 10**9


def lines(stream: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def fail_with(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(Article.objects.__class__, "published", fail)


@pytest.mark.django_db
def test_a_server_error_is_one_line_that_its_page_leads_to(
    client: Client, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(ValueError("买买提 13800138000"), monkeypatch)
    client.raise_request_exception = False

    response = client.get("/photos/?q=secret-question", REMOTE_ADDR="192.0.2.77")

    [line] = lines(written)
    number = response["X-Request-ID"]
    assert f"编号 <code>{number}</code>" in response.content.decode()
    assert (line["request"], line["route"], line["method"]) == (number, "photos", "GET")
    assert (line["status"], line["level"]) == (500, "ERROR")
    assert line["ms"] >= 0
    assert line["error"].endswith("builtins.ValueError")
    assert ", in fail\n" in line["error"]
    for unsaid in ("买买提", "13800138000", "secret-question", "192.0.2.77"):
        assert unsaid not in written.getvalue()


@pytest.mark.django_db
def test_an_outage_says_so_and_gives_its_number(
    client: Client, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(OperationalError("connection refused"), monkeypatch)

    response = client.get("/photos/")

    assert response.status_code == 503
    assert {line["request"] for line in lines(written)} == {response["X-Request-ID"]}
    assert "connection refused" in written.getvalue()
    assert f"编号 <code>{response['X-Request-ID']}</code>" in response.content.decode()


def test_what_opens_something_or_names_somebody_is_masked(
    client: Client, written: io.StringIO
) -> None:
    for address in (f"/feedback/{RECEIPT}/", f"/zh-hant/feedback/{RECEIPT}/", f"/preview/{TOKEN}/"):
        client.options(address)
    logging.getLogger("any").warning("%s of %s", "user@mail.example", "13912345678")

    assert len(lines(written)) == 4
    for unsaid in (RECEIPT, TOKEN, "user@", "13912345678"):
        assert unsaid not in written.getvalue()
    assert "/feedback/…/" in written.getvalue()


def test_a_stranger_cannot_write_a_line_of_his_own(client: Client, written: io.StringIO) -> None:
    client.get("/", headers={"host": "evil\u202e\r\n{}.example"})
    logging.getLogger("any").warning("one\ntwo\u2028three\x1b[31m")

    host, other = lines(written)
    assert (host["level"], host["status"]) == ("WARNING", 400), "a stranger's mistake, not ours"
    assert "error" not in host
    assert other["message"] == "one\\ntwo\\u2028three\\x1b[31m"
    assert "\u202e" not in written.getvalue()


def test_the_words_of_an_error_are_kept_where_they_quote_nobody() -> None:
    duplicate = IntegrityError('violates "name_key"\nDETAIL:  Key (name)=(热合曼) exists.')

    assert logs.traceback_of(OSError(28, "No space left on device")).endswith("No space left on device")  # fmt: skip
    assert logs.traceback_of(duplicate).endswith('violates "name_key"')
    assert "热合曼" not in logs.traceback_of(KeyError("热合曼"))


def test_a_plain_line_holds_the_same() -> None:
    record = logging.LogRecord("any", logging.ERROR, "", 1, "a\nb", (), None)

    assert logs.Line().format(record).endswith(" ERROR any a\\nb")


def number_given(**headers: str) -> str:
    request = RequestFactory().get("/", headers=headers)
    requests.numbered(lambda _: HttpResponse())(request)
    return request.number


def test_a_number_is_taken_from_a_trusted_proxy_only(settings) -> None:
    settings.TRUSTED_PROXIES = 0
    assert number_given(**{"X-Request-ID": "a-proper-number"}) != "a-proper-number"

    settings.TRUSTED_PROXIES = 1
    assert number_given(**{"X-Request-ID": "a-proper-number"}) == "a-proper-number"
    for bad in ("short", "x" * 65, "with space", "line\nend-of-it", "汉字汉字汉字汉字"):
        assert number_given(**{"X-Request-ID": bad}) != bad


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
def test_no_number_is_in_what_may_be_kept(client: Client) -> None:
    assert "X-Request-ID" not in client.get("/")
    assert "X-Request-ID" not in client.get("/nowhere/")
    assert "X-Request-ID" in client.get("/admin/login/")


def test_a_slow_request_is_logged(written: io.StringIO, settings) -> None:
    settings.SLOW_REQUEST_MS = 0

    def view(_: HttpRequest) -> HttpResponse:
        return HttpResponse(status=201)

    requests.numbered(view)(RequestFactory().get("/search/?q=secret"))

    [line] = lines(written)
    assert (line["message"], line["status"], line["level"]) == ("Slow request", 201, "WARNING")
    assert "secret" not in written.getvalue()
