"""A lock is lifted by 安全管理员, and is heard of."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.accounts import signals
from tests.accounts.door import guess, knock
from tests.conftest import member

pytestmark = pytest.mark.django_db


def test_the_audit_trail_hears_of_a_lock(client: Client, aygul: User) -> None:
    heard = []
    signals.locked.connect(lambda **said: heard.append(said), weak=False, dispatch_uid="test")

    guess(client, 6)

    signals.locked.disconnect(dispatch_uid="test")
    assert [(said["user"], said["network"]) for said in heard] == [(aygul, "192.0.2.1")]


def test_a_guard_unlocks(client: Client, aygul: User, guard: User, settings) -> None:
    settings.SECOND_FACTOR = False
    guess(client, 5)
    desk = Client()
    desk.force_login(guard)
    assert "锁定" in desk.get(f"/admin/auth/user/{aygul.pk}/change/").content.decode()

    assert desk.post(f"/admin/auth/user/{aygul.pk}/security/unlock/").status_code == 302

    assert knock(client, "aygul").status_code == 302


@pytest.mark.parametrize("role", ["采编", "系统管理员", "审计员"])
def test_nobody_else_unlocks(client: Client, aygul: User, settings, role: str) -> None:
    settings.SECOND_FACTOR = False
    guess(client, 5)
    desk = Client()
    desk.force_login(member("other", "别人", role))

    assert desk.post(f"/admin/auth/user/{aygul.pk}/security/unlock/").status_code == 403
    assert knock(client, "aygul").status_code == 429
