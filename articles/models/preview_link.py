"""Floor 1: preview links 预览链接: one unpublished edition shown to somebody without an account."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .append_only import AppendOnlyModel, AppendOnlyQuerySet
from .article import Article
from .fields import LineField


class PreviewLinkQuerySet(models.QuerySet):
    def live(self, at: datetime | None = None) -> "PreviewLinkQuerySet":
        """Links that still open their edition: not revoked, not expired, made by a colleague."""
        moment = at or timezone.now()
        return self.filter(revoked_at=None, expires_at__gt=moment, made_by__is_active=True)


class PreviewLink(models.Model):
    """Who let whom see which edition, why and until when; the token itself is stored nowhere."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="preview_links", verbose_name="稿件"
    )
    token_hash = models.CharField("令牌校验值", max_length=64, unique=True, editable=False)
    content_hash = models.CharField("生成时的内容校验值", max_length=64, editable=False)
    purpose = LineField(
        "给谁看、看什么", max_length=120, help_text="例如：区统计局李科长，核对第三段数字。"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="生成人"
    )
    made_at = models.DateTimeField("生成时间", default=timezone.now, editable=False)
    expires_at = models.DateTimeField("到期时间")
    revoked_at = models.DateTimeField("停用时间", null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="停用人",
    )

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "预览链接"
        verbose_name_plural = "预览链接"
        ordering = ["-made_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=~Q(purpose=""), name="preview_link_has_a_purpose"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="preview_link_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="preview_link_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}（第 {self.article.edition} 版）"

    @property
    def is_live(self) -> bool:
        """The same rule as ``live()``, for one row in hand."""
        running = self.revoked_at is None and self.expires_at > timezone.now()
        return running and self.made_by.is_active

    @property
    def standing(self) -> str:
        """What an editor calls its state."""
        if self.revoked_at:
            return "已停用"
        if self.expires_at <= timezone.now():
            return "已到期"
        return "有效" if self.made_by.is_active else "已失效（生成人已停用）"


class PreviewVisit(AppendOnlyModel):
    """One opening of a preview link; of the address only the network is kept (T-DB-11)."""

    link = models.ForeignKey(
        PreviewLink, models.CASCADE, related_name="visits", verbose_name="预览链接"
    )
    at = models.DateTimeField("时间", default=timezone.now)
    network = models.CharField("来自网络", max_length=50)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "预览访问"
        verbose_name_plural = "预览访问"
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.network} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"
