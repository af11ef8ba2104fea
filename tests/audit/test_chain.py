"""T-DB-06, T-DB-07: the chain shows any change, and the database refuses most."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles.audit import Action, Category, chain, protection, record
from articles.models import AppendOnly, AuditChain, AuditEntry

pytestmark = pytest.mark.django_db


def three_entries() -> list[AuditEntry]:
    for number in range(3):
        record(Category.SYSTEM, Action.OPERATE, note=f"第 {number} 件事")
    chain.seal()
    return list(AuditEntry.objects.sealed())


def write_past_the_model(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.fixture
def protected(db: None) -> None:
    """The database as ``migrate`` leaves it."""
    protection.install(connection)


def test_entries_are_numbered_and_linked_without_a_gap() -> None:
    entries = three_entries()

    assert [entry.number for entry in entries] == [1, 2, 3]
    assert [entry.previous_hash for entry in entries] == ["", *(e.hash for e in entries[:2])]
    assert chain.verify() == chain.Verdict(3, 3, entries[2].hash)


def test_sealing_goes_on_where_it_was_broken_off() -> None:
    three_entries()
    record(Category.SYSTEM, Action.OPERATE, note="进程中断，尚未封存")

    waiting = chain.oldest_unsealed()
    sealed = chain.seal()

    assert waiting[0] == 1
    assert waiting[1] is not None
    assert sealed == 1
    assert chain.verify().count == 4


def test_an_entry_is_sealed_right_after_the_commit(
    django_capture_on_commit_callbacks: object,
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as callbacks, transaction.atomic():
        record(Category.SYSTEM, Action.OPERATE, note="一")
        record(Category.SYSTEM, Action.OPERATE, note="二")

    assert len(callbacks) == 1
    assert AuditEntry.objects.unsealed().count() == 0


@pytest.mark.parametrize(
    ("damage", "broken", "reason"),
    [
        ("UPDATE articles_auditentry SET note = '别的事' WHERE number = 2", 2, "被改动"),
        ("DELETE FROM articles_auditentry WHERE number = 2", 2, "被删除"),
        ("DELETE FROM articles_auditentry WHERE number = 1", 1, "被删除"),
        ("DELETE FROM articles_auditentry WHERE number = 3", 3, "末尾"),
        ("UPDATE articles_auditentry SET hash = previous_hash WHERE number = 1", 1, "被改动"),
    ],
)
def test_the_first_broken_entry_is_named(damage: str, broken: int, reason: str) -> None:
    three_entries()
    write_past_the_model(damage)

    verdict = chain.verify()

    assert verdict.broken == broken
    assert reason in verdict.reason
    with pytest.raises(CommandError, match=f"第 {broken} 条") as refused:
        call_command("verify_audit")
    assert refused.value.returncode == 1


def test_a_chain_made_anew_does_not_carry_the_hash_noted_elsewhere() -> None:
    entries = three_entries()
    noted = f"3:{entries[2].hash}"
    call_command("verify_audit", expect=noted)
    write_past_the_model("UPDATE articles_auditentry SET number = NULL")
    write_past_the_model("UPDATE articles_auditentry SET note = '编造的事'")
    AuditChain.objects.all().delete()
    chain.seal()

    assert chain.verify().broken is None
    with pytest.raises(CommandError, match="第 3 条"):
        call_command("verify_audit", expect=noted)


def test_the_model_refuses_change_and_deletion() -> None:
    entry = three_entries()[0]

    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()
    with pytest.raises(AppendOnly):
        AuditEntry.objects.all().delete()
    with pytest.raises(AppendOnly):
        AuditEntry.objects.update(note="别的事")


@pytest.mark.usefixtures("protected")
@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE articles_auditentry SET note = '别的事' WHERE number = 2",
        "UPDATE articles_auditentry SET number = 9 WHERE number = 2",
        "UPDATE articles_auditentry SET note = '别的事', number = 4 WHERE number IS NULL",
        "DELETE FROM articles_auditentry",
    ],
)
def test_the_database_refuses_change_and_deletion(attempt: str) -> None:
    three_entries()
    record(Category.SYSTEM, Action.OPERATE, note="尚未封存")

    with pytest.raises(DatabaseError, match="审计记录"), transaction.atomic():
        write_past_the_model(attempt)

    assert protection.is_installed(connection)
    assert AuditEntry.objects.count() == 4


@pytest.mark.usefixtures("protected")
def test_only_what_is_older_than_half_a_year_can_go() -> None:
    now = timezone.now()
    AuditEntry.objects.create(at=now - timedelta(days=184), act="a", category="system", action="x")
    young = AuditEntry.objects.create(
        at=now - timedelta(days=182), act="b", category="system", action="x"
    )

    write_past_the_model("DELETE FROM articles_auditentry WHERE act = 'a'")
    with pytest.raises(DatabaseError, match="183 天"), transaction.atomic():
        write_past_the_model("DELETE FROM articles_auditentry WHERE act = 'b'")

    assert list(AuditEntry.objects.all()) == [young]
