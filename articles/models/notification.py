"""Floor 1: what a member of the office is told in the admin 通知."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .article import Article
from .fields import LineField

# Read ones go after a quarter, unread ones after a year: the steps themselves stay for good.
READ_KEPT = timedelta(days=90)
UNREAD_KEPT = timedelta(days=365)


class NotificationQuerySet(models.QuerySet):
    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at__isnull=True)

    def mark_read(self) -> int:
        """Mark what is unread as read now; return how many that were."""
        return self.unread().update(read_at=timezone.now())

    def outdated(self) -> "NotificationQuerySet":
        """What is kept no longer."""
        now = timezone.now()
        return self.filter(Q(read_at__lt=now - READ_KEPT) | Q(created__lt=now - UNREAD_KEPT))


class Notification(models.Model):
    """One sentence to one person about one article or the trail, written with what it tells of."""

    class Kind(models.TextChoices):
        WAITING = "waiting", "等您办理"
        SECRECY_WAITING = "secrecy_waiting", "等您保密审查"
        RETURNED = "returned", "退回"
        SIGNED = "signed", "通过"
        SECRECY = "secrecy", "保密审查结论"
        PUBLISHED = "published", "发布"
        URGENT = "urgent", "紧急发布"
        WITHDRAWN = "withdrawn", "撤稿"
        AUDIT = "audit", "审计日报"
        AUDIT_BROKEN = "audit_broken", "审计链断开"

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notifications",
        verbose_name="收件人",
    )
    kind = models.CharField("类别", max_length=20, choices=Kind)
    article = models.ForeignKey(  # none: for auditors, of the trail
        Article, models.CASCADE, null=True, related_name="notifications", verbose_name="稿件"
    )
    text = LineField("内容", max_length=400)
    created = models.DateTimeField("时间", default=timezone.now)
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["recipient", "read_at"], name="notification_unread"),
            models.Index(fields=["created"], name="notification_created"),
        ]

    def __str__(self) -> str:
        return self.text
