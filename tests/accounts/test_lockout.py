"""Guessing stops within ten tries, and the right password is then refused for a while (P10)."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.db.models import F
from django.test import Client

from tests.accounts.door import WRONG, guess, is_in, knock

pytestmark = pytest.mark.django_db


def test_the_right_password_is_refused_after_five_wrong_ones(client: Client, aygul: User) -> None:
    assert guess(client, 5) == [200] * 4 + [429]

    assert knock(client, "aygul").status_code == 429
    assert knock(client, "AYGUL").status_code == 429
    assert not is_in(client)


def test_a_name_nobody_has_is_locked_alike(client: Client, db: None) -> None:
    assert guess(client, 6, name="nobody") == [200] * 4 + [429] * 2


def test_the_lock_ends_and_tries_in_vain_do_not_lengthen_it(client: Client, aygul: User) -> None:
    guess(client, 5)
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=15))
    guess(client, 3)
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=6))

    assert knock(client, "aygul").status_code == 302


def test_a_success_forgets_the_failures(client: Client, aygul: User) -> None:
    for _ in range(3):
        guess(client, 4)
        assert knock(client, "aygul").status_code == 302
        client.post("/admin/logout/")


def test_one_name_tried_from_everywhere_is_shut_after_ten(client: Client, aygul: User) -> None:
    for number in range(10):
        guess(client, 1, address=f"198.51.100.{number}")

    assert knock(client, "aygul", address="203.0.113.9").status_code == 429


def test_strangers_cannot_shut_staff_out_of_their_own_network(client: Client, aygul: User) -> None:
    assert knock(client, "aygul", address="203.0.113.9").status_code == 302
    stranger = Client()
    for number in range(10):
        guess(stranger, 1, address=f"198.51.100.{number}")

    assert knock(Client(), "aygul", address="198.51.100.77").status_code == 429
    assert knock(Client(), "aygul", address="203.0.113.9").status_code == 302


def test_a_network_of_ipv6_is_one(client: Client, aygul: User) -> None:
    for number in range(5):
        guess(client, 1, address=f"2001:db8:1:2::{number}")

    assert knock(client, "aygul", address="2001:db8:1:2:ffff::1").status_code == 429
    assert knock(client, "aygul", address="2001:db8:1:3::1").status_code == 302


def test_a_network_that_tries_many_names_is_shut(client: Client, aygul: User) -> None:
    for number in range(30):
        guess(client, 1, name=f"name-{number}")

    assert knock(client, "aygul").status_code == 429
    assert knock(client, "aygul", address="192.0.2.2").status_code == 302


def test_what_the_client_claims_to_be_does_not_matter(client: Client, aygul: User) -> None:
    for number in range(5):
        client.post(
            "/admin/login/",
            {"username": "aygul", "password": WRONG},
            headers={"X-Forwarded-For": f"198.51.100.{number}", "User-Agent": f"agent {number}"},
        )

    answer = knock(client, "aygul", address="127.0.0.1")

    assert answer.status_code == 429
    row = AccessAttempt.objects.get()
    assert (row.post_data, row.get_data, row.user_agent) == ("", "", "")


def test_an_address_that_is_none_is_counted_too(client: Client, aygul: User) -> None:
    guess(client, 5, address="unknown, maybe")

    assert knock(client, "aygul", address="something else").status_code == 429


def test_a_right_guess_that_comes_too_late_is_refused(
    client: Client, aygul: User, monkeypatch
) -> None:
    """Ten at once: what was hashed while others failed is not let in."""
    from articles.accounts.backend import OfficeBackend

    check = OfficeBackend.authenticate

    def slow(self, request, **given):
        user = check(self, request, **given)
        if user:
            guess(Client(), 5)
        return user

    monkeypatch.setattr(OfficeBackend, "authenticate", slow)

    assert knock(client, "aygul").status_code == 429
    assert not is_in(client)
