"""One network sends so much an hour, and leaves no address behind."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.feedback import limiting
from articles.models import Feedback, FeedbackAttempt
from tests.feedback.letters import FORM, letter, send, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture(autouse=True)
def two_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "MOST", 2)


def send_from(address: str, **fields: str) -> int:
    return Client(REMOTE_ADDR=address).post(FORM, letter(text=f"第 {Feedback.objects.count()} 件", **fields)).status_code  # fmt: skip


def test_the_third_in_an_hour_is_told_so_and_keeps_its_text(client: Client) -> None:
    send(client, text="一")
    send(client, text="二")

    answer = send(client, text="第三件的长文")

    assert answer.status_code == 429
    assert "一小时内已经提交了 2 件" in shown(answer)
    assert "第三件的长文</textarea>" in answer.content.decode()
    assert Feedback.objects.count() == 2


def test_an_hour_later_it_is_taken(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    send(client, text="一")
    send(client, text="二")
    later = timezone.now() + timedelta(hours=1, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)

    answer = send(client, text="三")

    assert answer.status_code == 302
    assert FeedbackAttempt.objects.count() == 1


def test_midnight_does_not_start_the_hour_anew(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: midnight - timedelta(minutes=1))
    send(client, text="一")
    send(client, text="二")

    monkeypatch.setattr(timezone, "now", lambda: midnight + timedelta(minutes=1))

    assert send(client, text="三").status_code == 429


def test_what_is_refused_or_sent_twice_does_not_count(client: Client) -> None:
    posted = letter()
    for _ in range(3):
        send(client, text="")
        client.post(FORM, posted)

    assert send(client, text="另一件").status_code == 302


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("192.0.2.7", "192.0.2.8", 302),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::9", 429),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", 302),
        ("::ffff:192.0.2.7", "192.0.2.7", 429),
        ("192.0.2.7:40312", "192.0.2.7:40313", 429),
        ("[2001:db8:0:1::1]:40312", "2001:db8:0:1::2", 429),
        ("", "", 429),
        ("not an address", "192.0.2.7", 302),
    ],
)
def test_what_counts_as_one_sender(first: str, second: str, status: int) -> None:
    send_from(first)
    send_from(first)

    assert send_from(second) == status


def test_behind_the_proxy_each_reader_counts_alone(client: Client, settings) -> None:
    settings.TRUSTED_PROXIES = 1
    statuses = [
        client.post(FORM, letter(text=f"第 {n} 件"), headers={"X-Forwarded-For": f"6.6.6.{n}, 192.0.2.{n // 3}"}).status_code
        for n in range(6)
    ]  # fmt: skip

    assert statuses == [302, 302, 429, 302, 302, 429]


def test_the_address_is_kept_as_a_hash_of_the_day_only(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(client)
    kept = FeedbackAttempt.objects.get().network
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    send(client, text="第二天")

    assert len(kept) == 64
    assert "127.0.0.1" not in kept
    assert kept != FeedbackAttempt.objects.get().network
