"""T-DB-06: what happens at the door is in the trail, and no password ever."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.accounts import signals as door
from articles.models import AuditEntry
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
ADDRESS = {"REMOTE_ADDR": "2001:db8::7"}


def trail() -> list[tuple[str, str, str, str]]:
    entries = AuditEntry.objects.filter(category="login").order_by("pk")
    return [(entry.action, entry.result, entry.actor_name, entry.name) for entry in entries]


def test_login_and_logout_are_recorded_with_the_address(client: Client, aygul: User) -> None:
    client.force_login(aygul)
    client.logout()
    client.post("/admin/login/", {"username": "aygul", "password": PASSWORD}, **ADDRESS)

    assert [entry[:2] for entry in trail()[:2]] == [("log_in", "done"), ("log_out", "done")]
    last = AuditEntry.objects.filter(category="login").latest("pk")
    assert (last.action, last.address) == ("log_in", "2001:db8::7")


def test_a_refused_login_names_the_account_but_not_what_may_be_a_password(
    client: Client, aygul: User
) -> None:
    client.post("/admin/login/", {"username": "aygul", "password": "x"}, **ADDRESS)
    client.post("/admin/login/", {"username": "qingsong-geheim", "password": "x"}, **ADDRESS)

    known, unknown = AuditEntry.objects.filter(action="log_in", result="failed").order_by("pk")
    assert known.name == "阿依古丽（aygul）"
    assert unknown.name == "qi****"
    assert known.address == "2001:db8::7"
    assert "geheim" not in str(vars(unknown))
    assert known.actor is None


def test_a_guess_names_the_account_however_the_name_was_written(
    client: Client, aygul: User
) -> None:
    client.post("/admin/login/", {"username": "ＡyGul", "password": "x"}, **ADDRESS)

    assert AuditEntry.objects.get(result="failed").name == "阿依古丽（aygul）"


def test_an_address_that_a_client_forged_is_not_believed(client: Client, aygul: User) -> None:
    client.post(
        "/admin/login/",
        {"username": "aygul", "password": "x"},
        HTTP_X_FORWARDED_FOR="1.2.3.4",
        **ADDRESS,
    )

    assert AuditEntry.objects.filter(action="log_in").latest("pk").address == "2001:db8::7"


def test_the_doors_own_signals_are_recorded(aygul: User, root: User) -> None:
    told = {"request": None, "user": aygul, "actor": root}

    door.locked.send(User, request=None, user=aygul, actor=None, username="aygul", network="x")
    door.unlocked.send(User, **told)
    door.second_factor_reset.send(User, **told)
    door.recovery_code_used.send(User, **told, remaining=3)
    door.password_changed.send(User, **told, is_temporary=True)

    entries = AuditEntry.objects.filter(category="login").order_by("pk")
    assert [entry.action for entry in entries] == [
        "lock",
        "unlock",
        "second_factor",
        "second_factor",
        "password",
    ]
    assert [entry.result for entry in entries][:2] == ["failed", "done"]
    assert entries[1].actor == root
    assert entries[3].note == "用恢复码登录：还剩 3 个恢复码"
    assert {entry.name for entry in entries} == {"阿依古丽（aygul）"}
