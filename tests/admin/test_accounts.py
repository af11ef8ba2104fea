"""Nobody makes themselves more than they are."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from tests.conftest import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client: Client) -> Client:
    """马强 keeps the accounts: 系统管理员, no superuser."""
    client.force_login(member("maqiang", "马强", "系统管理员"))
    return client


def posted(user: User, **fields: object) -> dict:
    return {
        "username": user.username, "first_name": user.first_name, "is_active": "on", "is_staff": "on",
        "groups": [group.pk for group in user.groups.all()], **fields,
    }  # fmt: skip


def test_a_manager_gives_roles_but_not_superuser_rights(manager: Client, aygul: User) -> None:
    role = Group.objects.get(name="三审")

    answer = manager.post(
        f"/admin/auth/user/{aygul.pk}/change/",
        posted(aygul, groups=[role.pk], is_superuser="on", user_permissions=["1"]),
    )

    assert answer.status_code == 302
    aygul.refresh_from_db()
    assert [group.name for group in aygul.groups.all()] == ["三审"]
    assert not aygul.is_superuser
    assert not aygul.user_permissions.exists()


def test_a_manager_does_not_touch_superusers_or_delete_anyone(
    manager: Client, root: User, aygul: User
) -> None:
    assert manager.post(f"/admin/auth/user/{root.pk}/change/", posted(root)).status_code == 403
    assert manager.get(f"/admin/auth/user/{root.pk}/password/").status_code == 403
    assert manager.post(f"/admin/auth/user/{aygul.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=aygul.pk).exists()
