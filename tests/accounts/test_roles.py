"""Nobody makes themselves more than they are: accounts and roles are given by different people."""

import pytest
from django.contrib.auth.models import Group, User

from articles.models import AuditEntry
from tests.accounts.door import change, posted, seat
from tests.builders import a_channel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_phones(settings) -> None:
    settings.SECOND_FACTOR = False


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


@pytest.mark.parametrize(
    "wanted", [("审计员", "采编"), ("审计员", "系统管理员"), ("系统管理员", "安全管理员")]
)
def test_who_is_watched_does_not_watch(guard: User, aygul: User, wanted: tuple[str]) -> None:
    groups = Group.objects.filter(name__in=wanted).values_list("pk", flat=True)

    answer = seat(guard).post(change(aygul), posted(aygul, groups=list(groups)))

    assert "兼任" in answer.content.decode()
    assert roles(aygul) == ["采编"]


def test_who_keeps_the_channels_neither_gives_nor_takes_them(
    maqiang: User, guard: User, aygul: User
) -> None:
    channel = a_channel()
    seat(guard).post(change(aygul), posted(aygul, channels=[channel.pk]))
    given = AuditEntry.objects.get(changes__has_key="staff")
    page, address = seat(maqiang), f"/admin/articles/channel/{channel.pk}/"

    shown = page.get(f"{address}change/").content.decode()
    page.post(f"{address}change/", {"name": channel.name, "position": 1, "staff": []})
    undone = page.post(f"{address}history/{given.pk}/undo/")

    assert "阿依古丽" in shown
    assert 'name="staff"' not in shown
    assert undone.status_code == 403
    assert list(aygul.channels.all()) == [channel]


@pytest.mark.parametrize("key", ["9" * 25, "-" + "9" * 25, "x", "\x00"])
def test_a_key_that_no_row_has_is_refused(root: User, aygul: User, key: str) -> None:
    page, group = seat(root), Group.objects.get(name="三审")
    forged = {"groups": [key], "channels": [key], "user_permissions": [key]}

    answers = [
        page.post(change(aygul), posted(aygul, **forged)),
        page.post(f"/admin/auth/group/{group.pk}/change/", {"name": "三审", "permissions": [key]}),
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert roles(aygul) == ["采编"]
    assert group.permissions.exists()
