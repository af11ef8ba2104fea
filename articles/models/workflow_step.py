"""Floor 1: the record of what was done to an article 流转记录; append-only."""

from typing import NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone

from .article import Article
from .fields import LineField, PlainTextField


class AppendOnly(Exception):
    """A workflow step was to be changed or deleted."""


class WorkflowStepQuerySet(models.QuerySet):
    def get_by_natural_key(self, public_id: str, edition: int, number: int) -> "WorkflowStep":
        return self.get(article__public_id=public_id, article__edition=edition, number=number)

    def update(self, **changes: object) -> NoReturn:
        raise AppendOnly("流转记录只能增加，不能修改。")

    def delete(self) -> NoReturn:
        raise AppendOnly("流转记录只能增加，不能删除。")


class WorkflowStep(models.Model):
    """Who did what to an edition, when, why, and the hash of what readers were to see."""

    class Action(models.TextChoices):
        SEED = "seed", "初始数据"
        PUBLISH = "publish", "签发"
        AMEND = "amend", "修订"
        WITHDRAW = "withdraw", "撤稿"

    article = models.ForeignKey(Article, models.PROTECT, related_name="steps", verbose_name="稿件")
    number = models.PositiveIntegerField("序号")
    action = models.CharField("操作", max_length=20, choices=Action)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="workflow_steps",
        verbose_name="经办人",
    )
    actor_name = LineField("经办人姓名", max_length=150, blank=True)
    remark = PlainTextField("意见", blank=True)
    public_notice = PlainTextField("公开说明", blank=True)
    at = models.DateTimeField("时间", default=timezone.now)
    content_hash = models.CharField("内容校验值", max_length=64)

    objects = WorkflowStepQuerySet.as_manager()

    class Meta:
        verbose_name = "流转记录"
        verbose_name_plural = "流转记录"
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="workflow_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.at:%Y-%m-%d %H:%M}"

    def natural_key(self) -> tuple[str, int, int]:
        return (*self.article.natural_key(), self.number)

    natural_key.dependencies = ["articles.article"]

    def save(self, *args: object, **kwargs: object) -> None:
        """Insert only. The one override of ``save()`` in the house: a record must not change."""
        if not self._state.adding:
            raise AppendOnly("流转记录只能增加，不能修改。")
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise AppendOnly("流转记录只能增加，不能删除。")
