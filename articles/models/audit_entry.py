"""Floor 1: the audit trail 审计: who did what to which record; append-only, in one chain.

``articles.audit`` is the only writer. A row is written in the writer's own transaction and
sealed into the chain right after it (docs/adr/0012): number and hashes are set once.
"""

import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .append_only import AppendOnlyModel, AppendOnlyQuerySet
from .fields import LineField, PlainTextField


class ReadableJSON(json.JSONEncoder):
    """Leaves Chinese as it is, so that SQLite finds it in the stored text."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{**options, "ensure_ascii": False})


class AuditEntryQuerySet(AppendOnlyQuerySet):
    def unsealed(self) -> "AuditEntryQuerySet":
        """Rows that no chain holds yet, in the order in which they were written."""
        return self.filter(number__isnull=True).order_by("pk")

    def sealed(self) -> "AuditEntryQuerySet":
        """The chain, from its beginning."""
        return self.filter(number__isnull=False).order_by("number")

    def about(self, owner: str) -> "AuditEntryQuerySet":
        """What was done to one record and to the parts it is made of, latest first."""
        return self.filter(owner=owner).order_by("-pk")


class AuditEntry(AppendOnlyModel):
    """One thing that was done, or tried, with old and new values."""

    class Category(models.TextChoices):
        CONTENT = "content", "内容"
        WORKFLOW = "workflow", "流程"
        RIGHTS = "rights", "权限"
        LOGIN = "login", "登录"
        EXPORT = "export", "导出"
        SETTINGS = "settings", "设置"
        SYSTEM = "system", "系统"

    class Action(models.TextChoices):
        """Not the field's choices: a new word needs no migration."""

        CREATE = "create", "新建"
        CHANGE = "change", "修改"
        DELETE = "delete", "删除"
        UNDO = "undo", "撤销修改"
        RESTORE = "restore", "恢复删除"
        MERGE = "merge", "合并"
        LOAD = "load", "载入初始数据"
        STEP = "step", "流转"
        HANDLE = "handle", "办理留言"
        LOG_IN = "log_in", "登录"
        LOG_OUT = "log_out", "退出"
        LOCK = "lock", "锁定"
        UNLOCK = "unlock", "解锁"
        SECOND_FACTOR = "second_factor", "双因素"
        END_SESSION = "end_session", "结束会话"
        PASSWORD = "password", "修改密码"
        EXPORT = "export", "导出"
        PREVIEW_LINK = "preview_link", "预览链接"
        OPERATE = "operate", "运行维护"

    class Result(models.TextChoices):
        DONE = "done", "成功"
        FAILED = "failed", "失败"

    at = models.DateTimeField("时间", default=timezone.now, db_index=True)
    act = models.CharField(max_length=32)  # what one request did shares one
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="操作人账号",
    )
    actor_name = LineField("操作人", max_length=150)
    address = LineField("地址", max_length=45, blank=True)
    category = models.CharField("类别", max_length=10, choices=Category)
    action = models.CharField("操作", max_length=20)
    result = models.CharField("结果", max_length=10, choices=Result, default=Result.DONE)
    kind = models.CharField("对象类型", max_length=60, blank=True)  # articles.official
    key = models.CharField("对象主键", max_length=40, blank=True)
    name = LineField("对象", max_length=200, blank=True)
    owner = models.CharField(max_length=100, blank=True)  # articles.official:5, of its posts too
    changes = models.JSONField("改动", default=dict, encoder=ReadableJSON)
    note = PlainTextField("说明", blank=True)

    number = models.PositiveBigIntegerField("序号", null=True, unique=True)
    previous_hash = models.CharField("前一条的校验值", max_length=64, blank=True)
    hash = models.CharField("校验值", max_length=64, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "审计记录"
        verbose_name_plural = "审计记录"
        ordering = ["-pk"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["owner", "-id"], name="audit_entry_of_record"),
            models.Index(fields=["kind", "action", "-id"], name="audit_entry_of_kind"),
            models.Index(fields=["category", "-id"], name="audit_entry_of_category"),
            models.Index(
                fields=["id"], condition=Q(number__isnull=True), name="audit_entry_unsealed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action_name} {self.name} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    @property
    def action_name(self) -> str:
        """The action as an auditor says it."""
        known = dict(self.Action.choices)
        return known.get(self.action, self.action)


class AuditChain(models.Model):
    """One row: the end of the chain. Who seals holds it, so that the chain has one end only."""

    ONLY = 1

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "审计链"
        verbose_name_plural = "审计链"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="audit_chain_is_one_row"),
        ]

    def __str__(self) -> str:
        return str(self.number)
