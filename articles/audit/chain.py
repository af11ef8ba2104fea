"""The chain: each entry's hash covers its own words and the hash before it.

Entries are written in their writer's transaction and sealed right after it, under one lock
that nobody holds while writing: editors never wait for each other because of the trail.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, models, transaction
from django.db.models import Min

from articles.models import AuditChain, AuditEntry

AT_ONCE = 500
COVERED = (
    "act", "actor_id", "actor_name", "address", "category", "action", "result",
    "kind", "key", "name", "owner", "changes", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """What ``verify`` found; ``broken`` names the first entry that is not as it was sealed."""

    count: int
    last_number: int
    last_hash: str
    broken: int | None = None
    reason: str = ""


def seal_after_commit() -> None:
    """Seal what this transaction has written once it stands; a failure there harms nobody.

    An entry that stays unsealed, because the process died, is sealed by whoever comes next.
    """
    waiting = any(function is seal for _, function, _ in connection.run_on_commit)
    if not waiting:
        transaction.on_commit(seal, robust=True)


def seal() -> int:
    """Take all unsealed entries into the chain, in the order of writing; return how many."""
    sealed = batch = _seal_batch()
    while batch == AT_ONCE:
        batch = _seal_batch()
        sealed += batch
    return sealed


def _seal_batch() -> int:
    with transaction.atomic():
        end = _locked_end()
        entries = list(AuditEntry.objects.unsealed()[:AT_ONCE])
        for entry in entries:
            entry.previous_hash = end.hash
            entry.number = end.number = end.number + 1
            entry.hash = end.hash = digest(entry)
        if not entries:
            return 0
        # The model refuses changes; this one, and no other, the database lets pass.
        models.QuerySet(AuditEntry).bulk_update(entries, ["number", "previous_hash", "hash"])
        end.save()
    return len(entries)


def _locked_end() -> AuditChain:
    locked = AuditChain.objects.select_for_update().filter(pk=AuditChain.ONLY)
    end = locked.first()
    if end is None:
        AuditChain.objects.get_or_create(pk=AuditChain.ONLY)
        end = locked.get()
    return end


def digest(entry: AuditEntry) -> str:
    """Return the sha-256 of the entry's words, its number and the hash before it."""
    words = {name: getattr(entry, name) for name in COVERED}
    canonical = json.dumps(
        {
            **words,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "number": entry.number,
            "previous_hash": entry.previous_hash,
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def verify(*, after: tuple[int, str] = (0, "")) -> Verdict:
    """Walk the chain to the end that is written down; what is sealed meanwhile is not looked at.

    *after* is the number and the hash of an entry that was found good before: its successors
    only are looked at.
    """
    number, last = start, _ = after
    end = AuditChain.objects.filter(pk=AuditChain.ONLY).first()
    entries = AuditEntry.objects.sealed().filter(number__gt=start)
    if end is not None:
        entries = entries.filter(number__lte=end.number)
    for entry in entries.iterator(chunk_size=1000):
        reason = _fault(entry, number + 1, last)
        if reason:
            return Verdict(number - start, number, last, number + 1, reason)
        number, last = entry.number, entry.hash
    if (end.number, end.hash) != (number, last) if end else number:
        return Verdict(number - start, number, last, number + 1, "链的末尾缺失或被改动")
    return Verdict(number - start, number, last)


def oldest_unsealed() -> tuple[int, datetime | None]:
    """Return how many entries wait for the chain, and since when."""
    waiting = AuditEntry.objects.unsealed()
    return waiting.count(), waiting.values_list("at", flat=True).first()


def oldest() -> datetime | None:
    """Return when the trail begins."""
    return AuditEntry.objects.aggregate(first=Min("at"))["first"]


def hash_of(number: int) -> str:
    """Return the hash of the entry with *number*; "" when there is none."""
    found = AuditEntry.objects.filter(number=number).values_list("hash", flat=True)
    return found.first() or ""


def fault_of(entry: AuditEntry) -> str:
    """Return what is wrong with one sealed entry and its link to the one before; "" when nothing."""
    return _fault(entry, entry.number, hash_of(entry.number - 1) if entry.number > 1 else "")


def _fault(entry: AuditEntry, number: int, previous: str) -> str:
    if entry.number != number:
        return "记录缺失（被删除）"
    if entry.previous_hash != previous:
        return "与前一条接不上"
    return "" if entry.hash == digest(entry) else "内容与校验值不符（被改动）"
