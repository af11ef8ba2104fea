"""Steps of the workflow and rights: who signed what, who may do what."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group, Permission, User

from articles.models import AuditEntry, Delegation
from articles.workflow import perform
from tests.audit.test_changes import last
from tests.builders import a_channel, a_published, a_signer

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_rights_are_recorded_and_passwords_are_not() -> None:
    user = User.objects.create_user("wangwu", password="qingsong-tianshan-1")
    group = Group.objects.get(name="采编")

    user.groups.add(group)
    user.set_password("tianshan-qingsong-2")
    user.save()
    user.is_active = False
    user.save()

    trail = AuditEntry.objects.filter(kind="auth.user").order_by("pk")
    assert {entry.category for entry in trail} == {"rights"}
    assert [entry.changes for entry in trail][1:] == [
        {"groups": [[], [{"key": group.pk, "name": "采编"}]]},
        {"is_active": [True, False]},
    ]
    assert "password" not in trail[0].changes


def test_the_rights_of_a_role_are_named_in_chinese() -> None:
    group = Group.objects.create(name="新角色")

    group.permissions.set(
        Permission.objects.filter(codename__in=["change_official", "review_first_article"])
    )

    names = [right["name"] for right in last(kind="auth.group").changes["permissions"][1]]
    assert sorted(names) == ["修改负责人", "可以一审一校"]


def test_a_step_of_the_workflow_is_recorded_with_its_hash(aygul: User) -> None:
    article = a_published()
    perform("withdraw", article, actor=a_signer(), remark="数据有误，联系13812345678")

    entry = last(category="workflow")

    step = article.steps.last()
    assert (entry.action, entry.actor) == ("step", a_signer())
    assert entry.note == "撤稿：数据有误，联系138****5678"
    assert entry.changes["content_hash"] == [None, step.content_hash]
    assert entry.owner == f"articles.article:{article.pk}"


def test_a_secrecy_review_and_a_delegation_are_recorded(aygul: User, chenjing: User) -> None:
    article = a_published()
    delegation = Delegation.objects.create(
        delegator=chenjing,
        delegate=aygul,
        begins=NOON,
        ends=NOON + timedelta(days=2),
        reason="出差",
    )

    reviewed = AuditEntry.objects.get(changes__has_key="conclusion")

    assert reviewed.owner == f"articles.article:{article.pk}"
    assert reviewed.note == "保密审查：可公开；不涉密"
    made = last(kind="articles.delegation")
    assert (made.category, made.key) == ("rights", str(delegation.pk))
    assert made.changes["delegate"] == [None, {"key": aygul.pk, "name": "阿依古丽（aygul）"}]
    assert made.changes["begins"] == [None, "2026-11-21T12:00:00+00:00"]


def test_who_is_held_to_a_channel_is_a_matter_of_rights(aygul: User) -> None:
    channel = a_channel()

    aygul.channels.add(channel)

    entry = last(kind="articles.channel")
    assert entry.category == "rights"
    assert entry.changes == {"staff": [[], [{"key": aygul.pk, "name": "阿依古丽（aygul）"}]]}
