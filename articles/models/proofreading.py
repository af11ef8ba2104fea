"""Floor 1: the office's own list of terms, and what was waived in proofreading."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .append_only import AppendOnlyModel, AppendOnlyQuerySet
from .fields import LineField, PlainTextField


class Severity(models.TextChoices):
    """An error keeps a draft from being submitted, a warning may be waived with a reason."""

    ERROR = "error", "错误"
    WARNING = "warning", "提醒"


class HouseTermQuerySet(models.QuerySet):
    def get_by_natural_key(self, term: str) -> "HouseTerm":
        return self.get(term=term)


class HouseTerm(models.Model):
    """A way of writing that the office does not use, and the one it uses instead."""

    term = LineField(
        "不用的写法", max_length=60, unique=True, help_text="正文里出现这几个字时提示。"
    )
    preferred = LineField(
        "规范写法", max_length=60, blank=True, help_text="一键修正成这种写法；留空则只提示。"
    )
    severity = models.CharField(
        "级别",
        max_length=10,
        choices=Severity,
        default=Severity.WARNING,
        help_text="“错误”改好才能送审；“提醒”可以写明理由后不改。",
    )
    note = LineField(
        "依据和说明", max_length=200, blank=True, help_text="出自哪份文件，何时不适用。"
    )

    objects = HouseTermQuerySet.as_manager()

    class Meta:
        verbose_name = "规范用语"
        verbose_name_plural = "规范用语"
        ordering = ["term"]
        constraints = [
            models.CheckConstraint(
                condition=Q(severity__in=["error", "warning"]),
                name="house_term_severity_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(term=models.F("preferred")),
                name="house_term_differs",
                violation_error_message="“不用的写法”和“规范写法”相同。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term} → {self.preferred}" if self.preferred else self.term

    def natural_key(self) -> tuple[str]:
        return (self.term,)


class Waiver(AppendOnlyModel):
    """Who let a warning stand, and why: for every edition, while the same text stands."""

    public_id = models.CharField("稿件编号", max_length=12)
    edition = models.PositiveIntegerField("版次")
    check_id = models.CharField("检查项", max_length=40)
    fingerprint = models.CharField("文字校验值", max_length=64)
    found = LineField("原文", max_length=200, blank=True)
    excerpt = PlainTextField("上下文", blank=True)
    reason = LineField("不改的理由", max_length=200)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="经办人",
    )
    actor_name = LineField("经办人姓名", max_length=150, blank=True)
    at = models.DateTimeField("时间", default=timezone.now)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "校对保留意见"
        verbose_name_plural = "校对保留意见"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["public_id"], name="waiver_of_article")]

    def __str__(self) -> str:
        return f"{self.found}：{self.reason}"
