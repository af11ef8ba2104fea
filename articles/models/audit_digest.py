"""Floor 1: what each day's look at the audit trail found 审计日报."""

from django.db import models
from django.utils import timezone

from .append_only import AppendOnlyModel, AppendOnlyQuerySet
from .fields import PlainTextField


class AuditDigest(AppendOnlyModel):
    """The end of the chain on one day, whether it held, and what had happened, in numbers.

    The next one goes on from the last that held: a chain that broke is told of every day.
    """

    made_at = models.DateTimeField("时间", default=timezone.now)
    number = models.PositiveBigIntegerField("链尾序号")
    hash = models.CharField("链尾校验值", max_length=64, blank=True)
    count = models.PositiveBigIntegerField("核对条数")
    holds = models.BooleanField("完好")
    text = PlainTextField("内容")

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "审计日报"
        verbose_name_plural = "审计日报"
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{timezone.localtime(self.made_at):%Y-%m-%d} {self.number}:{self.hash}"
