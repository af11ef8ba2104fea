"""Accounts are made, ended and given new passwords; all in Chinese."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from articles.accounts import signals
from tests.accounts.door import change, is_in, knock, posted, seat
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_phones(settings) -> None:
    settings.SECOND_FACTOR = False


def test_a_new_account_is_staff_and_must_change_its_password(maqiang: User) -> None:
    answer = seat(maqiang).post(
        "/admin/auth/user/add/",
        {"username": "Reyhan", "first_name": "热依罕", "password1": PASSWORD + "A", "password2": PASSWORD + "A"},
    )  # fmt: skip

    assert answer.status_code == 302
    user = User.objects.get(username="Reyhan")
    assert user.is_staff
    assert not user.is_superuser
    assert user.account.must_change_password
    client = Client()
    assert knock(client, "reyhan", PASSWORD + "A").status_code == 302
    assert client.get("/admin/")["Location"] == "/admin/password_change/"


@pytest.mark.parametrize("name", ["AYGUL", "ａｙｇｕｌ", "Aygul "])
def test_a_name_that_reads_like_anothers_is_refused(maqiang: User, aygul: User, name: str) -> None:
    answer = seat(maqiang).post(
        "/admin/auth/user/add/",
        {"username": name, "first_name": "x", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert answer.status_code == 200
    assert User.objects.count() == 2


def test_deactivation_ends_the_logins_at_once(maqiang: User, aygul: User) -> None:
    desk, heard = seat(aygul), []
    assert is_in(desk)
    signals.account_changed.connect(lambda **said: heard.append(said), weak=False, dispatch_uid="t")

    seat(maqiang).post(change(aygul), posted(aygul, is_active=""))

    signals.account_changed.disconnect(dispatch_uid="t")
    assert not is_in(desk)
    assert aygul.staff_sessions.get().ending == "deactivated"
    assert [(said["user"], said["actor"], said["changes"]) for said in heard] == [
        (aygul, maqiang, {"is_active": (True, False)})
    ]


def test_a_temporary_password_ends_the_logins_and_is_changed_first(
    maqiang: User, aygul: User
) -> None:
    desk, new = seat(aygul), "Linshi-mima-2026"
    answer = seat(maqiang).post(
        f"/admin/auth/user/{aygul.pk}/password/", {"password1": new, "password2": new}
    )

    assert answer.status_code == 302
    assert not is_in(desk)
    assert knock(desk, "aygul", new).status_code == 302
    assert desk.get("/admin/articles/article/")["Location"] == "/admin/password_change/"


def test_a_guard_and_oneself_set_no_temporary_password(
    maqiang: User, guard: User, aygul: User
) -> None:
    assert seat(guard).get(f"/admin/auth/user/{aygul.pk}/password/").status_code == 403
    assert seat(maqiang).get(f"/admin/auth/user/{maqiang.pk}/password/").status_code == 403
    assert seat(maqiang).get("/admin/auth/user/99999999999999999999/password/").status_code == 404


def test_the_pages_are_chinese(root: User, aygul: User) -> None:
    client = seat(root)
    for address in (
        change(aygul), "/admin/auth/user/add/", "/admin/auth/user/",
        f"/admin/auth/user/{aygul.pk}/password/",
        f"/admin/auth/group/{Group.objects.get(name='三审').pk}/change/",
    ):  # fmt: skip
        html = client.get(address).content.decode()
        for english in ("Can ", "Password", "password:", "Roles", "permission", "Required"):
            assert f">{english}" not in html, (address, english)
        assert "axes" not in html.lower()
        assert "TOTP" not in html


def test_the_machinery_has_no_pages(root: User) -> None:
    client = seat(root)

    html = client.get("/admin/").content.decode()

    for app in ("axes/accessattempt", "otp_totp/totpdevice"):
        assert app not in html
        assert client.get(f"/admin/{app}/").status_code == 404


def test_what_a_role_may_do_is_said_in_chinese(maqiang: User) -> None:
    shown = seat(maqiang).get(f"/admin/auth/group/{Group.objects.get(name='采编').pk}/change/")

    assert "稿件：修改" in shown.content.decode()
    assert "Can " not in shown.content.decode()
