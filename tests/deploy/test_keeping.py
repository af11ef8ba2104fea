"""What the front keeps, for how long, and under which name."""

import re
import struct

import pytest

from tests.deploy.front import Front

pytestmark = [pytest.mark.xdist_group("deploy"), pytest.mark.one_database]
# nginx's own head of a kept file: version, valid until, ..., when it was answered.
HEAD = struct.Struct("=5QQQ")


def style(front: Front) -> str:
    return re.search(r'href="(/static/[^"]+\.css)"', front.get("/").text)[1]


def test_a_page_is_kept_to_the_end_of_its_second_and_not_for_two(front: Front) -> None:
    front.until("/archive/", lambda reply: reply.cache == "HIT")

    words = HEAD.unpack(front.kept("/archive/").read_bytes()[: HEAD.size])

    valid_until, answered = words[1], words[5]
    assert valid_until <= answered


def test_invented_queries_push_no_page_out(front: Front) -> None:
    for number in range(5):
        front.get(f"/tags/?invented={number}")
    asked = front.kept("/tags/?invented=0")

    assert asked.parts[-4] == "asked"
    assert front.until("/tags/", lambda reply: reply.cache == "HIT").cache == "HIT"
    assert front.kept("/tags/").parts[-4] == "pages"


def test_a_style_is_kept_once_for_all_queries(front: Front) -> None:
    address = style(front)
    front.until(address, lambda reply: reply.cache == "HIT")

    for query in ("?1", "?2", "?v=../x"):
        assert front.get(f"{address}{query}").cache == "HIT"


def test_a_crooked_path_to_a_style_spoils_it_for_nobody(front: Front) -> None:
    folder, name = style(front).rsplit("/", 1)

    for crooked in (f"{folder}/x/../{name}", f"/static/%2e/{folder[8:]}/{name}"):
        assert front.get(crooked).status == 200
    assert front.get(f"{folder}/{name}").status == 200


@pytest.mark.parametrize(
    "address",
    [
        "/media/../db.sqlite3",
        "/media/%2e%2e/db.sqlite3",
        "/media/..%2fdb.sqlite3",
        "/media/pictures/../../db.sqlite3",
        "/media//etc/passwd",
        "/media../manage.py",
        "/media/pictures/",
        "/media/",
        "/media/pictures/a.jpg%00.webp",
        "/static/../manage.py",
        "/static/..%2fmanage.py",
        "/static/..%5cmanage.py",
        "/static../gaoxin/settings.py",
        "/static//etc/passwd",
        "/static/",
    ],
)
def test_no_path_leads_to_a_file_that_was_not_handed_out(front: Front, address: str) -> None:
    reply = front.get(address)

    assert reply.status in {400, 404}, reply.status
    assert "root:" not in reply.text
    assert "django" not in reply.text.lower()
