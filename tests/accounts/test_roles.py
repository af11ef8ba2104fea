"""Nobody makes themselves more than they are: accounts and roles are given by different people."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from articles.accounts import signals
from tests.accounts.door import is_in, knock
from tests.builders import a_channel
from tests.conftest import PASSWORD, member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_phones(settings) -> None:
    settings.SECOND_FACTOR = False


@pytest.fixture
def maqiang(db: None) -> User:
    """马强 keeps the accounts: 系统管理员, no superuser."""
    return member("maqiang", "马强", "系统管理员")


def seat(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def posted(user: User, **fields: object) -> dict:
    return {
        "username": user.username, "first_name": user.first_name, "is_active": "on", "is_staff": "on",
        "groups": [group.pk for group in user.groups.all()], **fields,
    }  # fmt: skip


def change(user: User) -> str:
    return f"/admin/auth/user/{user.pk}/change/"


def roles(user: User) -> list[str]:
    return list(user.groups.values_list("name", flat=True))


def test_a_guard_gives_roles_and_channels_and_nothing_else(guard: User, aygul: User) -> None:
    third, channel = Group.objects.get(name="三审"), a_channel()

    answer = seat(guard).post(
        change(aygul),
        posted(
            aygul, groups=[third.pk], channels=[channel.pk], username="other", is_superuser="on",
            user_permissions=["1"], is_active="",
        ),
    )  # fmt: skip

    assert answer.status_code == 302
    aygul.refresh_from_db()
    assert roles(aygul) == ["三审"]
    assert list(aygul.channels.all()) == [channel]
    assert (aygul.username, aygul.is_active, aygul.is_superuser) == ("aygul", True, False)
    assert not aygul.user_permissions.exists()


def test_a_manager_keeps_accounts_and_gives_no_roles(maqiang: User, aygul: User) -> None:
    third, channel = Group.objects.get(name="三审"), a_channel()

    answer = seat(maqiang).post(
        change(aygul),
        posted(
            aygul, first_name="阿依", groups=[third.pk], channels=[channel.pk],
            is_superuser="on", user_permissions=["1"],
        ),
    )  # fmt: skip

    assert answer.status_code == 302
    aygul.refresh_from_db()
    assert aygul.first_name == "阿依"
    assert roles(aygul) == ["采编"]
    assert not aygul.channels.exists()
    assert not aygul.is_superuser
    assert not aygul.user_permissions.exists()


@pytest.mark.parametrize("who", ["guard", "maqiang", "root"])
def test_nobody_changes_their_own_roles(request, who: str) -> None:
    user = request.getfixturevalue(who)
    before = roles(user)
    third, channel = Group.objects.get(name="三审"), a_channel()

    page = seat(user)
    page.post(change(user), posted(user, groups=[third.pk], channels=[channel.pk], is_active=""))

    user.refresh_from_db()
    assert roles(user) == before
    assert not user.channels.exists()
    assert user.is_active


def test_superusers_are_the_superusers_to_change(maqiang: User, guard: User, root: User) -> None:
    for user in (maqiang, guard):
        client = seat(user)
        assert client.post(change(root), posted(root)).status_code == 403
        assert client.get(f"/admin/auth/user/{root.pk}/password/").status_code == 403
        assert (
            client.post(f"/admin/auth/user/{root.pk}/delete/", {"post": "yes"}).status_code == 403
        )
        for act in ("unlock", "reset-second-factor", "end-sessions"):
            address = f"/admin/auth/user/{root.pk}/security/{act}/"
            assert client.post(address).status_code == 403


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
