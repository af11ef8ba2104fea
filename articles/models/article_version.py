"""Floor 1: what every save and every step left an edition as."""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from .append_only import AppendOnlyModel, AppendOnlyQuerySet
from .article import Article
from .fields import LineField


class ArticleVersion(AppendOnlyModel):
    """One content of one edition: who left it so, when and why."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="versions", verbose_name="稿件"
    )
    number = models.PositiveIntegerField("序号")
    at = models.DateTimeField("时间", default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="保存人",
    )
    actor_name = LineField("保存人姓名", max_length=150, blank=True)
    reason = LineField("修改说明", max_length=200, blank=True)
    canonical = models.TextField("内容")  # the bytes that the hash is of, so that it can be proven
    content_hash = models.CharField("内容校验值", max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "历次保存"
        verbose_name_plural = "历次保存"
        ordering = ["article", "number"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="article_version_once"),
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 次保存 {self.actor_name}"

    @property
    def content(self) -> dict[str, Any]:
        """The content as ``signing.content_of`` returned it."""
        return json.loads(self.canonical)
