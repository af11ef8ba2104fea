"""Finished pages are kept whole while nothing changed, and not a moment longer (ADR 0016)."""

import gzip
from datetime import timedelta

import brotli
import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.models import Channel, Generation
from articles.workflow import perform
from tests.builders import a_draft, a_published, publish
from tests.public.asking import Front, Reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
ARTICLE = "/articles/20220001/"


def without_the_second(reply: Reply) -> dict[str, str]:
    """Return the headers but the one that says in which second the answer left."""
    said = reply.headers.pop("x-accel-expires")
    assert said.startswith("@")
    return reply.headers


@pytest.mark.one_database
def test_the_front_is_told_the_second_of_each_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    front = Front()
    tag = front.ask("/").headers["etag"]

    for second in (1_795_000_000, 1_795_000_007):
        monkeypatch.setattr("articles.public.moments.time.time", lambda second=second: second + 0.9)
        for reply in (front.ask("/"), front.ask("/", If_None_Match=tag), front.ask("/nowhere/")):
            assert reply.headers["x-accel-expires"] == f"@{second}"
    assert front.made == ["/", "/nowhere/", "/nowhere/"]
    # What must not be kept carries no such word: nginx would take it for one.
    assert "x-accel-expires" not in front.ask("/search/?q=%00").headers


def test_the_next_reader_gets_the_page_without_django() -> None:
    front = Front()

    first, second = front.ask(ARTICLE), front.ask(ARTICLE)

    assert front.made == [ARTICLE]
    assert (second.status, second.body) == (200, first.body)
    assert without_the_second(second) == without_the_second(first)
    assert "set-cookie" not in first.headers


def test_it_is_the_page_that_django_makes(client) -> None:
    front = Front()

    for address in (ARTICLE, f"/zh-hant{ARTICLE}", f"{ARTICLE}?mode=elder", "/feeds/articles.xml"):
        made = client.get(address, headers={"host": "testserver"})
        for _ in range(2):
            kept = front.ask(address)

            assert kept.body == made.content, address
            for name in ("ETag", "Vary", "Cache-Control", "Content-Security-Policy"):
                assert kept.headers[name.lower()] == made[name], address
    assert len(front.made) == 4


@pytest.mark.one_database
def test_scripts_modes_and_pages_are_kept_apart() -> None:
    front = Front()
    addresses = ("/", "/zh-hant/", "/?mode=elder", "/zh-hant/?mode=elder")

    bodies = {front.ask(address).body for address in addresses * 2}

    assert len(bodies) == len(front.made) == len(front.store) == 4
    assert front.ask("/channels/yuan-qu-dong-tai/?page=2").status == 404
    assert front.ask("/channels/yuan-qu-dong-tai/").status == 200


@pytest.mark.one_database
def test_unknown_parameters_make_no_page_of_their_own() -> None:
    front = Front()
    page = front.ask(ARTICLE).body

    for number in range(300):
        assert front.ask(f"{ARTICLE}?utm_source={number}&x{number}=1").body == page
    front.ask(f"{ARTICLE}?page=3")

    assert len(front.store) == 1
    assert front.made == [ARTICLE, ARTICLE]


@pytest.mark.one_database
@pytest.mark.parametrize(
    "address",
    ["/search/?q=高新", "/search/?year=2022", "/sitemap-articles.xml?p=2", "/?page=abc", "/nowhere/",
     "/articles/20990001/", "/admin/login/", "/feedback/", "/robots.txt", "/?page=%FF",
     "/%E9%ABZ/", "/?" + "a=1&" * 400],
)  # fmt: skip
def test_what_has_no_bounds_or_is_no_page_is_never_kept(address: str) -> None:
    front = Front()
    front.ask("/search/")

    for _ in range(2):
        assert front.ask(address).status in {200, 302, 404}, address

    assert len(front.store) == 1
    assert len(front.made) == 3


@pytest.mark.one_database
def test_a_search_is_not_answered_by_the_empty_one() -> None:
    front = Front()
    empty = front.ask("/search/")

    assert front.ask("/search/?q=莱沃").body != empty.body


def test_a_signature_is_seen_at_once_and_a_rollback_never(chenjing: User) -> None:
    front = Front()
    home = front.ask("/").text

    with transaction.atomic():
        Generation.objects.move()
        transaction.set_rollback(True)
    assert front.ask("/").text == home
    assert front.made == ["/"]

    publish(a_draft(title="刚刚签发的消息"), actor=chenjing)
    assert "刚刚签发的消息" in front.ask("/").text
    assert "刚刚签发的消息" in front.ask("/feeds/articles.xml").text


def test_a_schedule_falls_due_and_ends_without_any_write(
    chenjing: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    front, soon = Front(), timezone.now() + timedelta(minutes=5)
    end = soon + timedelta(minutes=5)
    publish(a_draft(title="定时的标题"), actor=chenjing, visible_from=soon, visible_until=end)

    seen = []
    for moment in (soon - timedelta(microseconds=1), soon, end, soon):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        seen.append("定时的标题" in front.ask("/").text)

    assert seen == [False, True, False, True]


@pytest.mark.one_database
def test_midnight_changes_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    front, now = Front(), timezone.now()
    front.ask("/")

    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=1))
    front.ask("/")

    assert front.made == ["/", "/"]


def test_withdrawn_pages_are_gone_at_once(chenjing: User) -> None:
    article = a_published(title="要撤的稿")
    front, address = Front(), article.get_absolute_url()
    assert front.ask(address).status == 200

    perform("withdraw", article, actor=chenjing, remark="有误")

    assert front.ask(address).status == 410
    assert "要撤的稿" not in front.ask("/").text


@pytest.mark.one_database
def test_each_coding_is_made_once_and_holds_the_same() -> None:
    front = Front()

    by_brotli = front.ask(ARTICLE, Accept_Encoding="gzip, br")
    by_gzip = front.ask(ARTICLE, Accept_Encoding="gzip;q=0.8, br;q=0")
    plain = front.ask(ARTICLE)

    assert front.made == [ARTICLE]
    assert brotli.decompress(by_brotli.body) == plain.body == gzip.decompress(by_gzip.body)
    for reply, coding in ((by_brotli, "br"), (by_gzip, "gzip"), (plain, None)):
        assert reply.headers.get("content-encoding") == coding
        assert reply.headers["content-length"] == str(len(reply.body))
        assert reply.headers["vary"] == "Accept-Encoding"


@pytest.mark.one_database
def test_a_revalidation_needs_the_page_and_its_own_etag() -> None:
    front = Front()
    tag = front.ask("/").headers["etag"]

    for header in (tag, f'"other", {tag}', tag.removeprefix("W/")):
        reply = front.ask("/", If_None_Match=header)
        if header.startswith('"other"') or header == tag:
            assert (reply.status, reply.body) == (304, b"")
            assert reply.headers["etag"] == tag
    assert front.ask("/", If_None_Match="*").status == 200
    assert front.ask("/", If_None_Match='W/"other"').status == 200
    # A page that does not exist is not there, whatever the visitor claims to hold.
    assert front.ask("/articles/20990001/", If_None_Match=tag).status == 404


@pytest.mark.one_database
def test_head_is_answered_from_the_same_page() -> None:
    front = Front()

    head, page = front.ask("/", "HEAD"), front.ask("/")

    assert front.made == ["/"]
    assert head.body == b""
    assert without_the_second(head) == without_the_second(page)


@pytest.mark.one_database
def test_writing_methods_and_preconditions_go_to_django() -> None:
    front = Front()
    front.ask("/")

    assert front.ask("/", "POST").status == 403  # without a token
    assert front.ask("/", If_Match='"x"').status == 412
    assert len(front.made) == 3


def test_an_editor_and_a_reader_share_one_page(aygul: User, client) -> None:
    client.force_login(aygul)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    front = Front()

    as_editor = front.ask("/", Cookie=cookie, Authorization="Basic x")

    assert front.ask("/").body == as_editor.body
    assert "set-cookie" not in as_editor.headers


def test_channels_saved_by_an_editor_change_every_page() -> None:
    front = Front()
    front.ask(ARTICLE)
    channel = Channel.objects.first()

    channel.name = "改名的栏目"
    channel.save()

    assert "改名的栏目" in front.ask(ARTICLE).text
