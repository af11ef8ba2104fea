"""Floor 1: the register of stored pictures, whatever shows them."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.imaging import dimensions


class StoredPictureManager(models.Manager):
    def register(
        self, name: str, data: bytes, *, uploaded_at: datetime | None = None
    ) -> "StoredPicture":
        """Return the row of the stored file *name*, made from its bytes if it is new."""
        width, height = dimensions(name) or (0, 0)
        facts = {
            "sha256": hashlib.sha256(data).hexdigest(),
            "bytes": len(data),
            "width": width,
            "height": height,
            "uploaded_at": uploaded_at or timezone.now(),
        }
        return self.get_or_create(name=name, defaults=facts)[0]

    def lost_among(self, names: Iterable[str]) -> set[str]:
        """Return those of *names* whose file was not there when somebody last looked."""
        gone = self.filter(name__in=names, lost_at__isnull=False)
        return set(gone.values_list("name", flat=True))


class StoredPicture(models.Model):
    """A cleaned picture on the disk: its content's digest, its size, who brought it and when.

    Registered by the one door for pictures. A file whose row was rolled back is found on the
    disk and registered later; the register never decides what is public.
    """

    name = models.CharField("文件名", max_length=100, unique=True)
    sha256 = models.CharField("内容校验值", max_length=64, db_index=True)
    bytes = models.PositiveIntegerField("字节")
    width = models.PositiveIntegerField("宽")
    height = models.PositiveIntegerField("高")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="上传人",
    )
    uploaded_at = models.DateTimeField("上传时间", default=timezone.now)
    lost_at = models.DateTimeField("发现缺失的时间", null=True, editable=False)

    objects = StoredPictureManager()

    class Meta:
        verbose_name = "图片文件"
        verbose_name_plural = "图片文件"
        ordering = ["-uploaded_at", "-pk"]
        default_permissions = ("view", "delete")

    def __str__(self) -> str:
        return f"{self.width}×{self.height} 图片（{self.bytes // 1024} KB）"
