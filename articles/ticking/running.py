"""Taking a job, running it, and writing down how it went."""

import logging
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from articles.models import Lease
from articles.ticking.jobs import JOBS, Job
from articles.ticking.rhythm import SLACK
from articles.ticking.trouble import Trouble

log = logging.getLogger(__name__)
LONGEST = 400
FIRST_RETRY = timedelta(minutes=5)


@dataclass(frozen=True)
class Outcome:
    """How one run of a job went; ``error`` is "" when it went well."""

    job: Job
    result: str = ""
    error: str = ""


def run_due(jobs: Iterable[Job] = JOBS) -> list[Outcome]:
    """Run every job that is due and that nobody else runs; a failure stops no other job."""
    jobs = list(jobs)
    _register(jobs)
    outcomes = (_run(job, is_forced=False) for job in jobs)
    return [outcome for outcome in outcomes if outcome]


def run_one(job: Job) -> Outcome | None:
    """Run *job* now, due or not; None while somebody else runs it."""
    _register([job])
    return _run(job, is_forced=True)


def _register(jobs: list[Job]) -> None:
    """Make the rows of jobs that are new; they are due at once, by any clock of the house."""
    known = set(Lease.objects.values_list("name", flat=True))
    begin = timezone.now() - SLACK
    new = [
        Lease(name=job.name, due_at=begin, held_until=begin)
        for job in jobs
        if job.name not in known
    ]
    if new:
        Lease.objects.bulk_create(new, ignore_conflicts=True)


def _run(job: Job, *, is_forced: bool) -> Outcome | None:
    lease = _taken(job, is_forced=is_forced)
    if lease is None:
        return None
    start = time.monotonic()
    retries_early = False
    try:
        outcome = Outcome(job, result=job.run())
    except Trouble as trouble:
        outcome = Outcome(job, error=str(trouble))
    except Exception as error:  # one job's failure is not the others'
        log.exception("job %s failed", job.name)
        outcome = Outcome(job, error=_in_one_line(error))
        retries_early = True
    if outcome.error and not connection.in_atomic_block:
        connection.close()  # the failure may have been its own; the next use opens it again
    _finish(lease, outcome, time.monotonic() - start, retries_early=retries_early)
    return outcome


def _in_one_line(error: Exception) -> str:
    """Return what went wrong; further lines of a database's message may hold a row's values."""
    first = str(error).strip().partition("\n")[0]
    return f"{type(error).__name__}: {first}"


def _taken(job: Job, *, is_forced: bool) -> Lease | None:
    """Return the lease with its holder's mark, if this process got it."""
    lease = Lease.objects.with_clock().filter(name=job.name).first()
    if lease is None or not (is_forced or lease.due_at <= lease.now):
        return None
    free = Lease.objects.filter(name=job.name).free(lease.now)
    if not is_forced:
        free = free.filter(due_at__lte=lease.now)  # another tick may just have done it
    lease.holder = secrets.token_hex(8)
    won = free.update(holder=lease.holder, began_at=lease.now, held_until=lease.now + job.term)
    return lease if won else None


def _finish(lease: Lease, outcome: Outcome, seconds: float, *, retries_early: bool) -> None:
    ended = lease.now + timedelta(seconds=seconds)
    failures = lease.failures + 1 if outcome.error else 0
    due = outcome.job.rhythm.after(lease.now)
    if retries_early:
        due = min(max(due, ended), ended + FIRST_RETRY * 2 ** min(failures - 1, 6))
    written = Lease.objects.filter(pk=lease.pk, holder=lease.holder).update(
        due_at=due,
        held_until=ended,
        ended_at=ended,
        result=outcome.result[:LONGEST],
        error=outcome.error[:LONGEST],
        failures=failures,
    )
    if not written:
        log.warning("job %s took longer than its lease", lease.name)
