"""Floor 1: channels 栏目."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from .addresses import address
from .fields import AddressField, LineField, NamesField, PlainTextField


class ChannelQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug: str) -> "Channel":
        return self.get(slug=slug)

    def filled(self) -> "ChannelQuerySet":
        """Channels with at least one published article; empty ones are not shown (T-UI-08)."""
        articles = self.model._meta.get_field("articles").related_model
        published = articles.objects.published().filter(channel=OuterRef("pk"))
        return self.filter(Exists(published))


class Channel(models.Model):
    """A column of the site; every article belongs to one."""

    class PageTag(models.TextChoices):
        """Values of the page tag ColumnType, 国办发〔2017〕47号 annex (an open list)."""

        OVERVIEW = "概况信息", "概况信息"
        DUTIES = "机构职能", "机构职能"
        OFFICIALS = "负责人信息", "负责人信息"
        NEWS = "工作动态", "工作动态"
        POLICY = "政策文件", "政策文件"
        INTERPRETATION = "政策解读", "政策解读"
        RESPONSE = "回应关切", "回应关切"
        SERVICE = "办事服务", "办事服务"
        DATA = "数据发布", "数据发布"

    class Update(models.TextChoices):
        """How often the channel must move, 国办秘函〔2019〕19号."""

        FORTNIGHT = "fortnight", "两周内须更新（动态、要闻）"
        HALF_YEAR = "half_year", "六个月内须更新（通知公告、政策文件）"
        YEAR = "year", "一年内须更新"
        AS_NEEDED = "as_needed", "按需更新"

    name = LineField("名称", max_length=30, unique=True)
    slug = AddressField(
        "网址名",
        max_length=60,
        unique=True,
        blank=True,
        help_text="留空时按拼音生成；保存后不再改。",
    )
    description = PlainTextField("栏目简介", help_text="写入网页标签 ColumnDescription。")
    keywords = NamesField("关键词", blank=True, help_text="用顿号或逗号隔开。")
    page_tag_type = models.CharField(
        "栏目类别", max_length=20, choices=PageTag, default=PageTag.NEWS
    )
    update_cycle = models.CharField(
        "更新周期", max_length=20, choices=Update, default=Update.AS_NEEDED
    )
    position = models.PositiveSmallIntegerField("排序", default=0)
    staff = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="channels",
        blank=True,
        verbose_name="限定人员",
        help_text="分到栏目的人只办所分栏目的稿件；没有分到任何栏目的人不受限制。",
    )

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = "栏目"
        verbose_name_plural = "栏目"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return address("channel", self.slug)

    @property
    def keyword_list(self) -> list[str]:
        """The keywords; the channel's name when none were given (T-META-03: never empty)."""
        return self.keywords.splitlines() or [self.name]
