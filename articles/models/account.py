"""Floor 1: what the door knows of an account beyond Django's own columns."""

import unicodedata

from django.conf import settings
from django.db import models
from django.utils import timezone

from .fields import LineField

LONGEST_FOLDED = 450


def folded_name(username: str) -> str:
    """Return what makes two user names the same: neither case nor width counts (T-DB-01).

    >>> folded_name("Ｚhang.San") == folded_name("zhang.san")
    True
    """
    return unicodedata.normalize("NFKC", username).casefold()[:LONGEST_FOLDED]


class Account(models.Model):
    """One row a user: the name as it is compared, and the state of the password."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="account", verbose_name="账号"
    )
    folded_name = LineField("比对用的用户名", max_length=LONGEST_FOLDED, unique=True)
    password_set_at = models.DateTimeField("密码设置时间", default=timezone.now)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)
    active_since = models.DateTimeField("启用时间", default=timezone.now)

    class Meta:
        verbose_name = "账号安全"
        verbose_name_plural = "账号安全"
        default_permissions = ()
        permissions = [
            ("assign_account", "可以授予角色、分配栏目"),
            ("secure_account", "可以解除锁定、重置动态口令、结束他人的登录"),
        ]

    def __str__(self) -> str:
        return self.folded_name


class PasswordRecord(models.Model):
    """The hash of a password that was used, so that it is not used again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="former_passwords"
    )
    password = LineField("密码的散列值", max_length=128)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "用过的密码"
        verbose_name_plural = "用过的密码"
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


class RecoveryCode(models.Model):
    """One code that stands in for the phone, once; only its digest is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes"
    )
    digest = LineField("校验值", max_length=64)

    class Meta:
        verbose_name = "恢复码"
        verbose_name_plural = "恢复码"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once"),
        ]

    def __str__(self) -> str:
        return "恢复码"
