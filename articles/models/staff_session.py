"""Floor 1: the logins of staff, so that each can be seen and ended."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from .fields import LineField


class StaffSessionQuerySet(models.QuerySet):
    def living(self, now: datetime | None = None) -> "StaffSessionQuerySet":
        """Logins that still open the door."""
        now = now or timezone.now()
        return self.filter(
            ended_at=None,
            last_seen__gt=now - timedelta(minutes=settings.SESSION_IDLE_MINUTES),
            created__gt=now - timedelta(hours=settings.SESSION_HOURS),
        )


class StaffSession(models.Model):
    """One login of one user. It holds no key: the browser's session names this row."""

    class Ending(models.TextChoices):
        LOGOUT = "logout", "退出登录"
        IDLE = "idle", "长时间未操作"
        AGE = "age", "登录时间已满"
        REVOKED = "revoked", "被结束"
        PASSWORD = "password", "密码已更改"
        DEACTIVATED = "deactivated", "账号已停用"
        SECOND_FACTOR = "second_factor", "动态口令已更改"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff_sessions", verbose_name="账号"
    )
    created = models.DateTimeField("登录时间", default=timezone.now)
    last_seen = models.DateTimeField("最近活动", default=timezone.now)
    address = models.GenericIPAddressField("地址", null=True, blank=True)
    network = LineField("网络", max_length=60, blank=True)
    browser = LineField("浏览器", max_length=60, blank=True)
    is_verified = models.BooleanField("已验证动态口令", default=False)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    ending = models.CharField("结束原因", max_length=20, choices=Ending, blank=True)

    objects = StaffSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "登录"
        verbose_name_plural = "登录"
        default_permissions = ()
        ordering = ["-last_seen", "-pk"]
        indexes = [models.Index(fields=["user", "network"], name="staff_session_network")]

    def __str__(self) -> str:
        return f"{self.browser} {self.created:%Y-%m-%d %H:%M}"

    def expiry(self) -> datetime:
        """When the login ends by itself unless something is done."""
        idle = self.last_seen + timedelta(minutes=settings.SESSION_IDLE_MINUTES)
        return min(idle, self.created + timedelta(hours=settings.SESSION_HOURS))

    def is_living(self, now: datetime) -> bool:
        """Whether the login opens the door; twin of ``living()``."""
        return self.ended_at is None and now < self.expiry()
