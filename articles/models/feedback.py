"""Floor 1: what readers write to the office 留言, and what was done about it.

The reader's words and the contact are written once, by ``articles.feedback.receive``; status
and reply by ``articles.feedback.perform`` only.
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from .append_only import AppendOnlyModel, AppendOnlyQuerySet
from .article import Article
from .fields import LineField, PlainTextField


class FeedbackQuerySet(models.QuerySet):
    def published(self) -> "FeedbackQuerySet":
        """What all readers may see: published by the office, about nothing that is withdrawn."""
        return self.filter(
            Q(article__isnull=True) | Exists(_live_article()), published_at__isnull=False
        )

    def unsettled(self) -> "FeedbackQuerySet":
        """What still waits for an answer."""
        return self.filter(status__in=Feedback.UNSETTLED)

    def overdue(self) -> "FeedbackQuerySet":
        """What still waits after its deadline, the longest first."""
        return self.unsettled().filter(due_on__lt=timezone.localdate()).order_by("due_on", "pk")

    def with_article(self) -> "FeedbackQuerySet":
        """Annotate ``article_shown`` and ``article_title``; None unless readers can see it."""
        return self.annotate(
            article_shown=Subquery(_live_article().values("public_id")[:1]),
            article_title=Subquery(_live_article().values("title")[:1]),
        )


def _live_article() -> models.QuerySet:
    return Article.objects.published().filter(public_id=OuterRef("article__public_id"))


class Feedback(models.Model):
    """One message of a reader, and the office's reply."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", "纠错"
        SUGGESTION = "suggestion", "意见建议"
        INQUIRY = "inquiry", "咨询"

    class Status(models.TextChoices):
        RECEIVED = "received", "已收到"
        IN_HAND = "in_hand", "处理中"
        ANSWERED = "answered", "已答复"
        REFUSED = "refused", "不予受理"

    UNSETTLED = (Status.RECEIVED, Status.IN_HAND)

    receipt = models.CharField("回执号", max_length=20, unique=True, editable=False)
    submission = models.CharField(max_length=64, unique=True, editable=False)
    kind = models.CharField("类别", max_length=20, choices=Kind)
    article = models.ForeignKey(
        Article,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="feedback",
        verbose_name="文章",
    )
    sentence = PlainTextField("所指的原文", blank=True)
    text = PlainTextField("内容")
    may_publish = models.BooleanField("同意公开", default=False)
    contact_name = LineField("称呼", max_length=30, blank=True)
    contact = LineField("电话或邮箱", max_length=80, blank=True)
    contact_deleted_at = models.DateTimeField("联系方式删除时间", null=True, editable=False)

    received_at = models.DateTimeField("收到时间", default=timezone.now, editable=False)
    due_on = models.DateField("办理期限", editable=False)
    status = models.CharField(
        "状态", max_length=20, choices=Status, default=Status.RECEIVED, editable=False
    )
    reply = PlainTextField("答复", blank=True, editable=False)
    closed_at = models.DateTimeField("办结时间", null=True, editable=False)
    published_at = models.DateTimeField("公开时间", null=True, editable=False)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = "留言"
        verbose_name_plural = "留言"
        ordering = ["-received_at", "-pk"]
        permissions = [("handle_feedback", "可以办理留言"), ("publish_feedback", "可以公开问答")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["received", "in_hand"], reply="", closed_at__isnull=True)
                | (Q(status__in=["answered", "refused"], closed_at__isnull=False) & ~Q(reply="")),
                name="feedback_reply_follows_status",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(status="answered", may_publish=True),
                name="feedback_published_with_consent",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "due_on"], name="feedback_waiting"),
            models.Index(fields=["-published_at"], name="feedback_newest_reply"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt} {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("feedback_status", args=[self.receipt])

    @property
    def has_contact(self) -> bool:
        """Whether personal data of the sender are still here."""
        return bool(self.contact_name or self.contact)

    @property
    def days_late(self) -> int:
        """Days past the deadline, until it was settled or until today; negative before it."""
        ended = timezone.localdate(self.closed_at)
        return (ended - self.due_on).days

    @property
    def is_late(self) -> bool:
        """Whether the deadline passed without a reply, or passes now."""
        return self.days_late > 0

    @property
    def punctuality(self) -> str:
        """How it stands with the deadline, in words."""
        late = self.days_late
        if self.closed_at:
            return f"超期 {late} 天办结" if late > 0 else "按期办结"
        if late > 0:
            return f"超期 {late} 天"
        return "今天到期" if late == 0 else f"还有 {-late} 天"


class FeedbackStep(AppendOnlyModel):
    """Who did what to a reader's message, when, and the reply as it was given; append-only."""

    class Action(models.TextChoices):
        RECEIVE = "receive", "收到"
        TAKE_UP = "take_up", "受理"
        ANSWER = "answer", "答复"
        REFUSE = "refuse", "不予受理"
        PUBLISH = "publish", "公开问答"
        UNPUBLISH = "unpublish", "撤回公开"
        REOPEN = "reopen", "重新办理"
        FORGET = "forget", "删除联系方式"

    feedback = models.ForeignKey(
        Feedback, models.PROTECT, related_name="steps", verbose_name="留言"
    )
    number = models.PositiveIntegerField("序号")
    action = models.CharField("操作", max_length=20, choices=Action)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="feedback_steps",
        verbose_name="经办人",
    )
    actor_name = LineField("经办人姓名", max_length=150, blank=True)
    remark = PlainTextField("内部意见", blank=True)
    reply = PlainTextField("答复", blank=True)
    at = models.DateTimeField("时间", default=timezone.now)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "留言办理记录"
        verbose_name_plural = "留言办理记录"
        ordering = ["feedback", "number"]
        constraints = [
            models.UniqueConstraint(fields=["feedback", "number"], name="feedback_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class FeedbackAttempt(models.Model):
    """That some network sent something; only a keyed hash of it, and only for an hour."""

    network = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "留言计数"
        verbose_name_plural = "留言计数"
        indexes = [
            models.Index(fields=["network", "at"], name="feedback_attempt_counted"),
            models.Index(fields=["at"], name="feedback_attempt_old"),
        ]

    def __str__(self) -> str:
        return f"{self.network[:8]} {self.at:%Y-%m-%d %H:%M}"
