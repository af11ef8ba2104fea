"""Each morning the auditors read what happened in numbers, or that the chain is broken."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from articles.audit import chain
from articles.mailing import send_due
from articles.models import AuditDigest, AuditEntry, Lease, Letter, Notification
from articles.ticking import audit_digest
from articles.ticking.trouble import Trouble
from tests.builders import a_published
from tests.conftest import PASSWORD, member
from tests.ticking.clockwork import a_job

pytestmark = pytest.mark.django_db
SUNDAY, NEVER = 6, 7


@pytest.fixture(autouse=True)
def no_sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_digest, "WHOLE_CHAIN_ON", NEVER)


def forge(number: int) -> None:
    """Change a sealed entry as somebody with the database in hand would."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_auditentry SET note = 'forged' WHERE number = %s", [number])


def test_the_day_is_told_in_numbers_with_the_end_of_the_chain(
    auditor: User, aygul: User, client: Client
) -> None:
    a_published()
    client.post("/admin/login/", {"username": "aygul", "password": PASSWORD + "x"})

    said = audit_digest.digest()

    digest = AuditDigest.objects.get()
    assert said == digest.text == Notification.objects.get(recipient=auditor).text
    assert digest.holds
    assert f"链尾 {digest.number}:{chain.hash_of(digest.number)}" in said
    assert "拒绝登录 1 次" in said
    assert "流转 2 次" in said  # published, and the secrecy review before it
    assert Notification.objects.count() == 1


def test_the_next_day_counts_what_is_new(auditor: User) -> None:
    audit_digest.digest()
    before = AuditDigest.objects.latest("pk").number
    member("new", "新人", "采编")

    audit_digest.digest()

    last = AuditDigest.objects.latest("pk")
    assert (
        last.count == last.number - before == AuditEntry.objects.filter(number__gt=before).count()
    )
    assert f"核对 {last.count} 条" in last.text


@pytest.mark.parametrize("with_mail", [True, False])
def test_a_broken_chain_is_shouted_each_day_until_it_is_looked_into(
    auditor: User, settings, with_mail: bool, mailoutbox: list
) -> None:
    settings.MAILS_NOTIFICATIONS = with_mail
    audit_digest.digest()
    Letter.objects.all().delete()
    member("new", "新人", "采编")
    chain.seal()
    forge(broken := AuditEntry.objects.sealed().last().number)

    for _ in range(2):
        with pytest.raises(Trouble, match=f"审计链在第 {broken} 条断开：内容与校验值不符"):
            audit_digest.digest()

    told = Notification.objects.filter(recipient=auditor, kind="audit_broken")
    assert told.count() == 2
    assert send_due() == 2 * with_mail
    assert [letter.subject for letter in mailoutbox] == ["审计链断开，请立即核对"] * 2 * with_mail


def test_a_chain_that_was_made_anew_is_not_the_one_of_the_digest(auditor: User) -> None:
    audit_digest.digest()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_auditentry SET number=NULL, hash='', previous_hash=''")
        cursor.execute("UPDATE articles_auditentry SET actor_name = '无人'")
        cursor.execute("UPDATE articles_auditchain SET number = 0, hash = ''")
    chain.seal()
    assert chain.verify().broken is None

    with pytest.raises(Trouble, match="断开"):
        audit_digest.digest()


def test_a_chain_whose_end_was_cut_off_is_noticed(auditor: User) -> None:
    audit_digest.digest()
    number = AuditDigest.objects.get().number
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_auditentry WHERE number = %s", [number])

    with pytest.raises(Trouble, match="断开"):
        audit_digest.digest()


def test_what_is_old_is_walked_on_sundays(auditor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    audit_digest.digest()
    forge(1)
    audit_digest.digest()

    monkeypatch.setattr(audit_digest.timezone, "localdate", lambda: date(2026, 11, 22))
    monkeypatch.setattr(audit_digest, "WHOLE_CHAIN_ON", SUNDAY)
    with pytest.raises(Trouble, match="第 1 条断开"):
        audit_digest.digest()


def test_tick_fails_with_it(auditor: User, capsys: pytest.CaptureFixture) -> None:
    audit_digest.digest()
    member("new", "新人", "采编")
    chain.seal()
    forge(AuditEntry.objects.sealed().last().number)

    with pytest.raises(CommandError, match="audit（核对审计链，写审计日报）：审计链在第"):
        call_command("tick", "--run", "audit")

    lease = Lease.objects.get(name="audit")
    assert lease.due_at > lease.began_at + a_job().term
