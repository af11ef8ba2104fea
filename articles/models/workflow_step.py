"""Floor 1: the record of what was done to an article 流转记录; append-only."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .append_only import AppendOnlyModel, AppendOnlyQuerySet
from .article import Article
from .fields import LineField, PlainTextField


class WorkflowStepQuerySet(AppendOnlyQuerySet):
    def get_by_natural_key(self, public_id: str, edition: int, number: int) -> "WorkflowStep":
        return self.get(article__public_id=public_id, article__edition=edition, number=number)


class WorkflowStep(AppendOnlyModel):
    """Who did what to an edition, when, why, and the hash of what readers were to see."""

    class Action(models.TextChoices):
        SEED = "seed", "初始数据"
        SUBMIT = "submit", "送审"
        RECALL = "recall", "撤回"
        PASS_FIRST = "pass_first", "一审一校通过"
        PASS_SECOND = "pass_second", "二审二校通过"
        PASS_THIRD = "pass_third", "三审三校通过"
        SEND_BACK = "send_back", "退回"
        REVIEW_SECRECY = "review_secrecy", "保密审查"
        PUBLISH = "publish", "发布"
        PUBLISH_URGENTLY = "publish_urgently", "紧急发布"
        COUNTERSIGN = "countersign", "补签"
        EXPIRE = "expire", "到期下线"
        AMEND = "amend", "修订"
        RESTORE = "restore", "恢复"
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
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="代谁签署",
    )
    acting_for_name = LineField("委托人姓名", max_length=150, blank=True)
    has_reviewed = models.BooleanField("审", default=False)
    has_proofread = models.BooleanField("校", default=False)
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

    @property
    def signer(self) -> str:
        """Who did it, and for whom (T-REV-06)."""
        return (
            f"{self.actor_name}（代 {self.acting_for_name}）"
            if self.acting_for_name
            else self.actor_name
        )
