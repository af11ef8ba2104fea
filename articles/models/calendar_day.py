"""Floor 1: the office's working calendar, as far as it differs from Monday to Friday."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from .fields import LineField

LONGEST = timedelta(days=30)


class CalendarDay(models.Model):
    """Days off, or days worked, that the week alone does not tell; entered by the office."""

    class Kind(models.TextChoices):
        REST = "rest", "休（放假）"
        WORK = "work", "班（调休上班）"

    kind = models.CharField("安排", max_length=10, choices=Kind)
    first = models.DateField("日期", help_text="按国务院办公厅当年的放假通知填写。")
    last = models.DateField("至", null=True, blank=True, help_text="只有一天的留空。")
    note = LineField("说明", max_length=60, blank=True, help_text="例如“国庆节”。")

    class Meta:
        verbose_name = "工作日历"
        verbose_name_plural = "工作日历"
        ordering = ["-first", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__isnull=True) | Q(last__gte=F("first")),
                name="calendar_day_not_reversed",
                violation_error_message="“至”不能早于“日期”。",
            ),
        ]

    def __str__(self) -> str:
        until = f" 至 {self.last}" if self.last else ""
        return f"{self.first}{until} {self.get_kind_display()}"

    def clean(self) -> None:
        if self.first and self.last and self.last - self.first > LONGEST:
            raise ValidationError({"last": "一段最多 31 天，请检查年份。"})

    def covers(self, day: date) -> bool:
        """Whether *day* lies in this stretch, its ends included."""
        return self.first <= day <= (self.last or self.first)
