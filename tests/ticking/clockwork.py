"""Jobs whose doing is counted, and leases put into a state."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from articles.models import Lease
from articles.ticking.jobs import Job
from articles.ticking.rhythm import Every


def a_job(run: Callable[[], str] = lambda: "办了", *, name: str = "counted") -> Job:
    return Job(name, "数一数", Every(5), run, term=timedelta(minutes=2))


def put(name: str, **fields: object) -> None:
    """Leave the lease of *name* with these values."""
    Lease.objects.update_or_create(name=name, defaults=fields)


def ago(**spell: int) -> object:
    return timezone.now() - timedelta(**spell)


def ahead(**spell: int) -> object:
    return timezone.now() + timedelta(**spell)
