"""Floor 1: records of the secrecy review 保密审查 before publication."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .append_only import AppendOnlyModel, AppendOnlyQuerySet
from .article import Article
from .fields import LineField, PlainTextField


class SecrecyReview(AppendOnlyModel):
    """What was concluded about exactly one content, on what basis (条例 第17条; T-SEC-01)."""

    class Conclusion(models.TextChoices):
        PUBLIC = "public", "可公开"
        PARTLY = "partly", "部分公开（已删减）"
        CLOSED = "closed", "不公开"
        REFERRED = "referred", "上报主管部门"

    OPENING = (Conclusion.PUBLIC, Conclusion.PARTLY)

    article = models.ForeignKey(
        Article, models.PROTECT, related_name="secrecy_reviews", verbose_name="稿件"
    )
    number = models.PositiveIntegerField("序号")
    conclusion = models.CharField("结论", max_length=10, choices=Conclusion)
    basis = PlainTextField("依据")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="secrecy_reviews",
        verbose_name="审查人",
    )
    actor_name = LineField("审查人姓名", max_length=150, blank=True)
    at = models.DateTimeField("时间", default=timezone.now)
    content_hash = models.CharField("内容校验值", max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "保密审查记录"
        verbose_name_plural = "保密审查记录"
        ordering = ["article", "number"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="secrecy_review_once"),
            models.CheckConstraint(
                condition=models.Q(conclusion__in=["public", "partly", "closed", "referred"]),
                name="secrecy_conclusion_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_conclusion_display()} {self.actor_name}"

    @property
    def opens(self) -> bool:
        """Whether the conclusion lets the content out."""
        return self.conclusion in self.OPENING
