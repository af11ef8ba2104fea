"""Floor 1: letters that wait for the mail server."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .fields import LineField, PlainTextField


class Letter(models.Model):
    """One letter to one colleague, written in the transaction that it tells of.

    ``articles.mailing`` is the only writer. Who takes a letter moves ``due_at`` on, so a letter
    is nobody else's meanwhile, and comes up again if its taker dies.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="收件人"
    )
    subject = LineField("主题", max_length=200)
    text = PlainTextField("正文", blank=True)
    created = models.DateTimeField("写信时间", default=timezone.now)
    due_at = models.DateTimeField("下次寄送", default=timezone.now, db_index=True)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)

    class Meta:
        verbose_name = "待寄邮件"
        verbose_name_plural = "待寄邮件"
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.subject
