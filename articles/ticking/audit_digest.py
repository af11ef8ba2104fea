"""Each day: does the audit trail hold, what happened, and telling both to the auditors."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from articles.audit import Action, Category, Result, chain, protection
from articles.mailing import write_to
from articles.models import AuditDigest, AuditEntry, Notification
from articles.ticking.trouble import Trouble

READ = "articles.view_auditentry"
BACKEND = "articles.accounts.backend.OfficeBackend"
WHOLE_CHAIN_ON = 6  # Sunday: the other days look at what is new only
Kind = Notification.Kind
# What an auditor asks first, in this order; everything else is counted together.
COUNTED = (
    ("流转", {"category": Category.WORKFLOW}),
    ("登录", {"action": Action.LOG_IN, "result": Result.DONE}),
    ("拒绝登录", {"action": Action.LOG_IN, "result": Result.FAILED}),
    ("锁定", {"action": Action.LOCK}),
    ("权限改动", {"category": Category.RIGHTS}),
    ("设置改动", {"category": Category.SETTINGS}),
    ("导出", {"category": Category.EXPORT}),
)


def digest() -> str:
    """Verify the trail's new part, keep what was found, tell the auditors.

    Raises Trouble when the chain does not hold, after telling them.
    """
    chain.seal()
    last = AuditDigest.objects.filter(holds=True).first()
    known = (last.number, last.hash) if last else (0, "")
    is_whole = timezone.localdate().weekday() == WHOLE_CHAIN_ON
    verdict = chain.verify(after=(0, "") if is_whole else known)
    if verdict.broken is None and chain.hash_of(known[0]) != known[1]:
        verdict = chain.Verdict(0, *known, broken=known[0], reason="与上次日报记下的校验值不同")
    found = _kept(verdict, since=last.made_at if last else None)
    if not found.holds:
        raise Trouble(found.text)
    return found.text


@transaction.atomic
def _kept(verdict: chain.Verdict, *, since: datetime | None) -> AuditDigest:
    holds = verdict.broken is None
    text = _good(verdict, since) if holds else _bad(verdict)
    if not protection.is_installed(connection):
        text += "注意：数据库自身的保护（触发器）不在。"
    found = AuditDigest.objects.create(
        number=verdict.last_number,
        hash=verdict.last_hash,
        count=verdict.count,
        holds=holds,
        text=text,
    )
    _tell(found)
    return found


def _good(verdict: chain.Verdict, since: datetime | None) -> str:
    end = f"链尾 {verdict.last_number}:{verdict.last_hash}" if verdict.last_number else "还没有记录"
    return f"审计链完好，核对 {verdict.count} 条。{_numbers(since)}。{end}。"


def _bad(verdict: chain.Verdict) -> str:
    return (
        f"审计链在第 {verdict.broken} 条断开：{verdict.reason}。"
        "请立即报告，不要改动数据库，并运行 manage.py verify_audit 核对全链。"
    )


def _numbers(since: datetime | None) -> str:
    """Say in numbers what has happened since the last digest."""
    entries = AuditEntry.objects.filter(at__gt=since) if since else AuditEntry.objects.all()
    rows = entries.order_by().values("category", "action", "result").annotate(times=Count("pk"))
    counts = list(rows)
    parts = [
        f"{label} {sum(row['times'] for row in counts if said.items() <= row.items())} 次"
        for label, said in COUNTED
    ]
    beginning = f"{timezone.localtime(since):%m-%d %H:%M} 以来" if since else "至今"
    return f"{beginning}共 {sum(row['times'] for row in counts)} 条：{'，'.join(parts)}"


def auditors() -> list[int]:
    """Return who reads the trail: the right given to them, not to a superuser by being one."""
    people = User.objects.with_perm(READ, include_superusers=False, backend=BACKEND)
    return sorted(people.filter(is_superuser=False).values_list("pk", flat=True))


def _tell(found: AuditDigest) -> None:
    kind = Kind.AUDIT if found.holds else Kind.AUDIT_BROKEN
    people = auditors()
    Notification.objects.bulk_create(
        Notification(recipient_id=person, kind=kind, text=found.text[:400]) for person in people
    )
    subject = "审计日报" if found.holds else "审计链断开，请立即核对"
    write_to(people, subject=subject, text=found.text)
