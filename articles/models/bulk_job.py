"""Floor 1: what was confirmed for many articles at once 批量办理, and how far it has come."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from .article import Article
from .fields import LineField

KEPT = timedelta(days=90)


class BulkJobQuerySet(models.QuerySet):
    def outdated(self) -> "BulkJobQuerySet":
        """Jobs that were finished long ago; what they did stands in the steps and the trail."""
        return self.filter(finished_at__lt=timezone.now() - KEPT)


class BulkJob(models.Model):
    """One confirmed order for a list of articles; it waits where it stopped."""

    class Action(models.TextChoices):
        ADD_TAGS = "add_tags", "加标签"
        REMOVE_TAGS = "remove_tags", "去标签"
        MOVE = "move", "移动栏目"
        SUBMIT = "submit", "送审"
        SEND_BACK = "send_back", "退回"
        WITHDRAW = "withdraw", "撤稿"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="bulk_jobs", verbose_name="经办人"
    )
    action = models.CharField("操作", max_length=20, choices=Action)
    order = models.JSONField("内容", default=dict)  # tags, channel, remark, public_notice
    token = models.CharField("确认页编号", max_length=32, unique=True)
    created = models.DateTimeField("确认时间", default=timezone.now)
    finished_at = models.DateTimeField("办完时间", null=True, blank=True)

    objects = BulkJobQuerySet.as_manager()

    class Meta:
        verbose_name = "批量办理"
        verbose_name_plural = "批量办理"
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_action_display()} {timezone.localtime(self.created):%Y-%m-%d %H:%M}"


class BulkItem(models.Model):
    """One article of a job: what it looked like when it was confirmed, and what came of it."""

    class State(models.TextChoices):
        WAITING = "waiting", "待办"
        DONE = "done", "已办"
        SKIPPED = "skipped", "没有办"

    job = models.ForeignKey(BulkJob, models.CASCADE, related_name="items", verbose_name="批量办理")
    position = models.PositiveSmallIntegerField("序号")
    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, related_name="+", verbose_name="稿件"
    )
    title = LineField("标题", max_length=160)  # as it was; the draft may be deleted since
    seen = models.CharField("确认时的状态", max_length=60)
    state = models.CharField("结果", max_length=10, choices=State, default=State.WAITING)
    said = LineField("说明", max_length=400, blank=True)

    class Meta:
        verbose_name = "批量办理的稿件"
        verbose_name_plural = "批量办理的稿件"
        ordering = ["job", "position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["job", "position"], name="bulk_item_once"),
        ]

    def __str__(self) -> str:
        return self.title
