"""A login ends when it should, and each can be seen and ended."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import StaffSession
from tests.accounts.door import age_logins, is_in, knock
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_an_idle_login_ends_and_a_used_one_goes_on(client: Client, aygul: User) -> None:
    knock(client, "aygul")
    for _ in range(3):
        age_logins(minutes=20)
        assert is_in(client)

    age_logins(minutes=31)

    assert not is_in(client)
    assert StaffSession.objects.get().ending == "idle"


def test_even_a_used_login_ends_after_twelve_hours(client: Client, aygul: User) -> None:
    knock(client, "aygul")
    StaffSession.objects.update(created=timezone.now() - timedelta(hours=12, seconds=1))

    assert not is_in(client)
    assert StaffSession.objects.get().ending == "age"


def test_the_time_of_use_is_written_once_a_minute(
    client: Client, aygul: User, django_assert_max_num_queries
) -> None:
    knock(client, "aygul")
    written = StaffSession.objects.get().last_seen
    is_in(client)
    assert StaffSession.objects.get().last_seen == written

    age_logins(seconds=61)
    is_in(client)

    assert StaffSession.objects.get().last_seen > timezone.now() - timedelta(seconds=30)


def test_a_logout_ends_the_cookie_too(client: Client, aygul: User) -> None:
    knock(client, "aygul")
    stolen = client.cookies["sessionid"].value

    client.post("/admin/logout/")

    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert not is_in(thief)
    assert StaffSession.objects.get().ending == "logout"


def test_a_new_password_ends_the_other_logins(two: tuple[Client, Client], aygul: User) -> None:
    desk, home = two
    new = "Shenmi-qingsong-2027"

    answer = desk.post(
        "/admin/password_change/",
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
    )

    assert answer["Location"] == "/admin/"
    assert is_in(desk)
    assert not is_in(home)
    assert knock(home, "aygul").status_code == 200
    assert knock(home, "aygul", new).status_code == 302


def test_asking_for_the_time_left_does_not_lengthen_it(client: Client, aygul: User) -> None:
    knock(client, "aygul")
    age_logins(minutes=20)

    said = client.get("/admin/session/").json()

    assert said["user"] == "aygul"
    assert 590 < said["seconds_left"] <= 600
    assert client.post("/admin/session/").json()["seconds_left"] > 1790
    age_logins(minutes=31)
    assert client.get("/admin/session/").json() == {"seconds_left": 0, "user": None}
    assert client.post("/admin/session/").json()["seconds_left"] == 0


def test_public_pages_ask_for_no_login(client: Client, aygul: User, site) -> None:
    knock(client, "aygul")
    before = StaffSession.objects.get().last_seen
    age_logins(minutes=5)

    client.get("/")

    assert StaffSession.objects.get().last_seen < before


def test_the_table_and_the_row_agree_on_what_is_alive(aygul: User) -> None:
    now = timezone.now()
    for created, seen, ended in (
        (0, 0, None), (1, 0, None), (13, 0, None), (1, 1, None), (0, 0, now), (2, 0.4, None),
    ):  # fmt: skip
        StaffSession.objects.create(
            user=aygul, created=now - timedelta(hours=created),
            last_seen=now - timedelta(hours=seen), ended_at=ended,
        )  # fmt: skip

    living = set(StaffSession.objects.living(now))

    assert {row for row in StaffSession.objects.all() if row.is_living(now)} == living
    assert len(living) == 3


def test_what_a_script_asks_in_the_background_is_no_use(client: Client, aygul: User) -> None:
    knock(client, "aygul")
    age_logins(minutes=20)

    client.get("/admin/", headers={"Sec-Fetch-Dest": "empty"})

    assert client.get("/admin/session/").json()["seconds_left"] < 601
