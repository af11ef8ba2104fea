"""Floor 1: articles. A row is one edition of one article; visibility is an interval on it."""

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from taggit.managers import TaggableManager

from .addresses import address
from .channel import Channel
from .enterprise import Enterprise
from .fields import (
    DigestField,
    LineField,
    PartialDateField,
    PlainTextField,
    SafeRichTextField,
    VerbatimField,
    WebAddressField,
    refuse_unless,
)
from .official import Official

PUBLIC_ID = re.compile(r"[0-9]{8,12}")

# States of an edition that nobody outside the office has seen or will see without another step.
INTERNAL = ("draft", "first_review", "second_review", "third_review", "approved")


class PublicIdCounter(models.Model):
    """The last number given in a year; an article's number is never given twice."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "稿件编号"
        verbose_name_plural = "稿件编号"

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"

    @classmethod
    def take(cls, year: int) -> str:
        """Return the next free public id of *year*, such as ``20260001``."""
        with transaction.atomic():
            cls.objects.get_or_create(year=year)
            counter = cls.objects.select_for_update().get(year=year)
            numbers = Article.objects.filter(public_id__startswith=str(year)).values_list(
                "public_id", flat=True
            )
            highest = max((int(number[4:]) for number in numbers), default=0)
            counter.last = max(counter.last, highest) + 1
            counter.save(update_fields=["last"])
        return f"{year}{counter.last:04d}"


class PublicIdField(models.CharField):
    """Year and number of an article, given by the server when the article is created."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001
        if not getattr(model_instance, self.attname):
            year = timezone.localdate().year
            setattr(model_instance, self.attname, PublicIdCounter.take(year))
        return getattr(model_instance, self.attname)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        refuse_unless(PUBLIC_ID, value, "稿件编号")
        return super().get_db_prep_save(value, connection)


class ArticleQuerySet(models.QuerySet):
    def get_by_natural_key(self, public_id: str, edition: int) -> "Article":
        return self.get(public_id=public_id, edition=edition)

    def published(self, at: datetime | None = None) -> "ArticleQuerySet":
        """What readers may see at the moment *at* (now): the one sentence that says so."""
        moment = at or timezone.now()
        return self.filter(
            Q(visible_until__isnull=True) | Q(visible_until__gt=moment),
            status=Article.Status.SIGNED,
            visible_from__lte=moment,
        )

    def seen(self) -> "ArticleQuerySet":
        """Editions whose interval is not empty: readers saw them, see them or will."""
        return self.exclude(status__in=Article.INTERNAL).exclude(
            visible_until__lte=models.F("visible_from")
        )

    def over(self, at: datetime) -> "ArticleQuerySet":
        """Editions whose interval has ended at the moment *at*, or is empty."""
        return self.filter(
            Q(visible_until__lte=at) | Q(visible_until__lte=models.F("visible_from"))
        )

    def newest_first(self) -> "ArticleQuerySet":
        """By the time this site first published the article, latest first."""
        return self.order_by("-first_published_at", "-public_id")


class Article(models.Model):
    """One edition of one article. Only ``workflow.perform`` writes status and visibility."""

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        FIRST_REVIEW = "first_review", "一审一校"
        SECOND_REVIEW = "second_review", "二审二校"
        THIRD_REVIEW = "third_review", "三审三校"
        APPROVED = "approved", "待发布"
        SIGNED = "signed", "已签发"
        WITHDRAWN = "withdrawn", "已撤稿"

    INTERNAL = INTERNAL

    public_id = PublicIdField(
        "稿件编号",
        max_length=12,
        editable=False,
        validators=[RegexValidator(r"^\d{8,12}$", "稿件编号是年份加序号。")],
    )
    edition = models.PositiveIntegerField("版次", default=1, editable=False)
    status = models.CharField(
        "状态", max_length=20, choices=Status, default=Status.DRAFT, editable=False
    )

    channel = models.ForeignKey(
        Channel,
        models.PROTECT,
        related_name="articles",
        null=True,
        blank=True,
        verbose_name="栏目",
    )
    kicker = LineField("眉题", max_length=60, blank=True)
    title = LineField("标题", max_length=120, blank=True)
    subtitle = LineField("副题", max_length=120, blank=True)
    summary = PlainTextField("摘要", blank=True, max_length=600)
    body = SafeRichTextField("正文", blank=True)
    source = LineField(
        "来源", max_length=80, blank=True, help_text="发布单位或转载出处；送审前必须填写。"
    )
    source_url = WebAddressField("来源网址", max_length=500, blank=True)
    data_source = LineField("数据来源", max_length=80, blank=True)
    author = LineField("作者", max_length=60, blank=True, help_text="没有署名的留空。")
    responsible_editor = LineField("责任编辑", max_length=60, blank=True)
    dated = PartialDateField(
        "成文时间", blank=True, help_text="知道多少写多少：2022、2022-12 或 2022-12-27。"
    )
    change_note = LineField(
        "修订说明", max_length=200, blank=True, help_text="修订稿发布后，显示在更新时间旁。"
    )

    tags = TaggableManager(
        "标签",
        through="articles.TaggedArticle",
        blank=True,
        help_text="",
    )
    officials = models.ManyToManyField(
        Official, related_name="articles", blank=True, verbose_name="文中负责人"
    )
    enterprises = models.ManyToManyField(
        Enterprise, related_name="articles", blank=True, verbose_name="文中企业、园区与机构"
    )

    manuscript = VerbatimField(
        "来稿原文", blank=True, help_text="收到的原稿，一字不改；公开在“原稿对照”页。"
    )
    manuscript_sha256 = DigestField("原稿校验值", of="manuscript")

    visible_from = models.DateTimeField("公开起", null=True, editable=False)
    visible_until = models.DateTimeField("公开止", null=True, editable=False)
    planned_from = models.DateTimeField(
        "拟发布时间", null=True, blank=True, help_text="留空为审完即可发布；发布时还可以改。"
    )
    planned_until = models.DateTimeField(
        "拟下线时间", null=True, blank=True, help_text="留空为长期公开。"
    )
    countersign_by = models.DateTimeField("补签期限", null=True, editable=False)
    replaced_by_edition = models.PositiveIntegerField("被第几版替换", null=True, editable=False)
    first_published_at = models.DateTimeField("首次发布", null=True, editable=False)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="采编",
    )
    contributors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, editable=False, related_name="+", verbose_name="参与编辑"
    )
    created_at = models.DateTimeField("创建时间", default=timezone.now, editable=False)
    saved_at = models.DateTimeField("保存时间", default=timezone.now, editable=False)
    saves = models.PositiveIntegerField("保存次数", default=0, editable=False)

    # What readers see of the row itself: a signature covers it, a new edition carries it on.
    READER_FIELDS = (
        "public_id",
        "kicker",
        "title",
        "subtitle",
        "summary",
        "body",
        "source",
        "source_url",
        "data_source",
        "author",
        "responsible_editor",
        "dated",
        "change_note",
        "manuscript",
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "稿件"
        verbose_name_plural = "稿件"
        ordering = ["-public_id", "-edition"]
        permissions = [
            ("review_first_article", "可以一审一校"),
            ("review_second_article", "可以二审二校"),
            ("review_third_article", "可以三审三校"),
            ("review_secrecy_article", "可以保密审查"),
            ("publish_article", "可以发布稿件"),
            ("publish_urgently_article", "可以紧急发布"),
            ("withdraw_article", "可以撤稿"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["public_id", "edition"], name="article_edition_once"),
            models.UniqueConstraint(
                fields=["public_id"],
                condition=Q(status="signed", visible_until__isnull=True),
                name="article_one_open_interval",
            ),
            models.UniqueConstraint(
                fields=["public_id"], condition=Q(status__in=INTERNAL), name="article_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=INTERNAL, visible_from__isnull=True, visible_until__isnull=True
                )
                | Q(
                    status__in=["signed", "withdrawn"],
                    visible_from__isnull=False,
                    first_published_at__isnull=False,
                ),
                name="article_interval_follows_signature",
            ),
            models.CheckConstraint(
                condition=Q(visible_until__isnull=True)
                | Q(visible_until__gte=models.F("visible_from")),
                name="article_interval_not_reversed",
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | Q(visible_until__isnull=False),
                name="article_withdrawn_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(status__in=INTERNAL) | Q(channel__isnull=False) & ~Q(title=""),
                name="article_signed_has_title_and_channel",
            ),
            models.CheckConstraint(condition=Q(edition__gte=1), name="article_edition_from_one"),
            models.CheckConstraint(
                condition=Q(first_published_at__isnull=True)
                | Q(visible_from__isnull=True)
                | Q(first_published_at__lte=models.F("visible_from")),
                name="article_first_published_before_seen",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-first_published_at"], name="article_newest"),
            models.Index(fields=["channel", "-first_published_at"], name="article_in_channel"),
            models.Index(fields=["visible_from"], name="article_visible_from"),
            models.Index(fields=["visible_until"], name="article_visible_until"),
        ]

    def __str__(self) -> str:
        return self.title or f"（未定标题，编号 {self.public_id}）"

    def natural_key(self) -> tuple[str, int]:
        return (self.public_id, self.edition)

    natural_key.dependencies = ["articles.channel", "articles.official", "articles.enterprise"]

    def get_absolute_url(self) -> str:
        return address("article", self.public_id)

    @property
    def is_draft(self) -> bool:
        """Whether an editor may still change this edition."""
        return self.status == self.Status.DRAFT

    @property
    def is_internal(self) -> bool:
        """Whether this edition is still being written or reviewed: no reader has seen it."""
        return self.status in self.INTERNAL

    @property
    def is_published(self) -> bool:
        """The same rule as ``published()``, for one row in hand."""
        now = timezone.now()
        return (
            self.status == self.Status.SIGNED
            and self.visible_from <= now
            and (self.visible_until is None or self.visible_until > now)
        )

    @property
    def stage(self) -> str:
        """The status as an editor says it, read off the interval and the clock."""
        if self.status != self.Status.SIGNED:
            return self.get_status_display()
        if self.is_over:
            return "已更新" if self.replaced_by_edition else "已到期"
        return "待发布" if self.visible_from > timezone.now() else "已发布"

    @property
    def is_over(self) -> bool:
        """Whether the interval has ended, or is empty; the twin of ``over()``."""
        return self.visible_until is not None and self.visible_until <= max(
            timezone.now(), self.visible_from
        )

    @property
    def updated_at(self) -> datetime | None:
        """When this edition replaced an earlier one; None for a first edition."""
        return self.visible_from if self.edition > 1 else None
