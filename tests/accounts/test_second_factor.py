"""Reviewers and above come in with their phone, and with nothing less."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Delegation, RecoveryCode
from tests.accounts.door import CODE, ENROL, asked, code_of, is_in, knock, phone, rested

pytestmark = pytest.mark.django_db


def test_the_password_alone_opens_nothing(client: Client, enrolled: User) -> None:
    asked(client)

    assert not is_in(client)
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert 'autocomplete="one-time-code"' in client.get(CODE).content.decode()


def test_a_code_opens_the_door_once(client: Client, enrolled: User) -> None:
    code = code_of(phone(enrolled))

    assert asked(client).post(CODE, {"code": f" {code[:3]} {code[3:]}"})["Location"] == "/admin/"

    assert is_in(client)
    other = asked(Client())
    assert other.post(CODE, {"code": code}).status_code == 200
    assert not is_in(other)


def test_a_wrong_code_makes_the_next_wait(client: Client, enrolled: User) -> None:
    asked(client).post(CODE, {"code": "000000"})

    page = client.post(CODE, {"code": code_of(phone(enrolled))})

    assert "秒再试" in page.content.decode()
    assert not is_in(client)


def test_wrong_codes_shut_the_door_like_wrong_passwords(client: Client, enrolled: User) -> None:
    asked(client)
    statuses = []
    for _ in range(5):
        statuses.append(client.post(CODE, {"code": "000000"}).status_code)
        rested(enrolled)

    assert statuses == [200] * 4 + [429]
    assert knock(client, "chenjing", address="127.0.0.1").status_code == 429
    assert client.post(CODE, {"code": code_of(phone(enrolled))}).status_code == 200
    assert not is_in(client)


def test_a_recovery_code_stands_in_for_the_phone_once(client: Client, enrolled: User) -> None:
    code = enrolled.recovery[0].lower()

    assert asked(client).post(CODE, {"recovery_code": code}).status_code == 302

    assert is_in(client)
    assert RecoveryCode.objects.filter(user=enrolled).count() == 7
    other = asked(Client())
    other.post(CODE, {"recovery_code": code})
    assert not is_in(other)


@pytest.mark.parametrize(
    "typed", ["", "1", "12345", "1234567", "x" * 40, "①②③④⑤⑥", "-1", "0x1234", "9" * 20]
)
def test_nonsense_is_no_code(client: Client, enrolled: User, typed: str) -> None:
    for field in ("code", "recovery_code"):
        assert asked(client).post(CODE, {field: typed}).status_code == 200
        rested(enrolled)
    assert not is_in(client)


def test_who_waits_for_a_code_waits_not_for_ever(
    client: Client, enrolled: User, monkeypatch
) -> None:
    import time

    asked(client)
    late = time.time() + 601
    monkeypatch.setattr("articles.admin.account_login.time.time", lambda: late)

    assert "重新输入用户名和密码" in client.get(CODE).content.decode()


def test_a_new_password_voids_what_waits_for_a_code(client: Client, enrolled: User) -> None:
    asked(client)
    enrolled.set_password("Another-word-2026")
    enrolled.save()

    client.post(CODE, {"code": code_of(phone(enrolled))})

    assert not is_in(client)


def test_who_signs_for_a_reviewer_needs_a_phone_meanwhile(
    client: Client, aygul: User, chenjing: User
) -> None:
    knock(client, "aygul")
    assert is_in(client)
    now = timezone.now()
    lent = {"delegator": chenjing, "delegate": aygul, "reason": "出差", "begins": now}

    lending = Delegation.objects.create(ends=now + timedelta(days=1), **lent)

    assert client.get("/admin/articles/article/")["Location"] == ENROL
    Delegation.objects.filter(pk=lending.pk).update(ends=now)
    assert is_in(client)
