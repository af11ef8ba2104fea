"""The logins of staff are listed, and ended one by one."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import StaffSession
from tests.accounts.door import is_in

pytestmark = pytest.mark.django_db


def test_the_page_lists_the_logins_without_their_keys(two: tuple[Client, Client]) -> None:
    desk, _home = two

    html = desk.get("/admin/account/").content.decode()

    for shown in ("本次登录", "Firefox 140 · Linux 电脑", "2001:db8::7", "192.0.2.1"):
        assert shown in html
    for client in two:
        assert client.cookies["sessionid"].value not in html


def test_one_login_is_ended(two: tuple[Client, Client]) -> None:
    desk, home = two
    first, second = StaffSession.objects.order_by("pk")

    desk.post("/admin/account/end/", {"login": second.pk})
    desk.post("/admin/account/end/", {"login": first.pk})

    assert is_in(desk)
    assert not is_in(home)


def test_all_others_are_ended(two: tuple[Client, Client]) -> None:
    desk, home = two

    home.post("/admin/account/end/")

    assert is_in(home)
    assert not is_in(desk)


@pytest.mark.parametrize("key", ["99999999999999999999", "x", "-1", "1e3"])
def test_nobody_ends_the_logins_of_others(
    two: tuple[Client, Client], wanglei: User, key: str
) -> None:
    stranger = Client()
    stranger.force_login(wanglei)

    for login in (*StaffSession.objects.filter(user__username="aygul"), key):
        stranger.post("/admin/account/end/", {"login": getattr(login, "pk", login)})

    assert all(is_in(client) for client in two)


def test_a_guard_lists_and_ends_the_logins_of_others(
    two: tuple[Client, Client], guard: User, aygul: User, settings
) -> None:
    settings.SECOND_FACTOR = False
    watch = Client()
    watch.force_login(guard)
    home = StaffSession.objects.get(address="2001:db8::7")
    assert "2001:db8::7" in watch.get(f"/admin/auth/user/{aygul.pk}/change/").content.decode()

    watch.post(f"/admin/auth/user/{aygul.pk}/security/end-sessions/", {"login": home.pk})

    assert [is_in(client) for client in two] == [True, False]
    watch.post(f"/admin/auth/user/{aygul.pk}/security/end-sessions/")
    assert not is_in(two[0])
