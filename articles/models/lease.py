"""Floor 1: who runs a job that time brings, until when, and how its last run went."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from .fields import LineField

# A job that was due this long ago and that nobody holds was forgotten: no tick runs.
PATIENCE = timedelta(minutes=15)


class LeaseQuerySet(models.QuerySet):
    def with_clock(self) -> "LeaseQuerySet":
        """Annotate ``now``, the database's clock: machines whose clocks differ have one."""
        return self.annotate(now=Now())

    def free(self, now: datetime) -> "LeaseQuerySet":
        """Leases that nobody holds; a dead holder's has run out by itself."""
        return self.filter(held_until__lte=now)

    def late(self) -> "LeaseQuerySet":
        """Jobs that should have run and did not, or that failed when they last ran.

        For whoever watches the system. No rows at all: ``tick`` never ran here.
        """
        now = timezone.now()
        forgotten = Q(due_at__lt=now - PATIENCE, held_until__lt=now - PATIENCE)
        return self.filter(forgotten | ~Q(error=""))


class Lease(models.Model):
    """One row a job. ``articles.ticking`` is the only writer."""

    name = models.CharField("任务", max_length=30, unique=True)
    due_at = models.DateTimeField("下次应办", default=timezone.now)
    held_until = models.DateTimeField("占用到", default=timezone.now)
    holder = models.CharField("占用者", max_length=32, blank=True)
    began_at = models.DateTimeField("上次开始", null=True)
    ended_at = models.DateTimeField("上次结束", null=True)
    result = LineField("上次结果", max_length=400, blank=True)
    error = LineField("上次错误", max_length=400, blank=True)
    failures = models.PositiveIntegerField("连续失败", default=0)

    objects = LeaseQuerySet.as_manager()

    class Meta:
        verbose_name = "定时任务"
        verbose_name_plural = "定时任务"
        ordering = ["name"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
