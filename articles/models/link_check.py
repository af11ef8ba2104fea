"""Floor 1: the web addresses that published content names, and how they were last found."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from .article import Article
from .enterprise import Enterprise
from .fields import LineField


def digest_of(address: str) -> str:
    """Return what an address is found by; addresses are longer than an index bears."""
    return hashlib.sha256(address.encode()).hexdigest()


class LinkCheckQuerySet(models.QuerySet):
    def in_use(self) -> "LinkCheckQuerySet":
        """Addresses that readers meet now."""
        return self.filter(Exists(LinkUse.objects.shown().filter(link=OuterRef("pk"))))

    def pressing(self) -> "LinkCheckQuerySet":
        """Addresses in use that lead nowhere, or where somebody else answers."""
        return self.in_use().filter(result__in=LinkCheck.PRESSING)


class LinkCheck(models.Model):
    """One address. ``articles.link_checking`` is the only writer.

    What was *accepted* is where the address leads by the office's own judgement: at first the
    address's own domain with the title and certificate first met, later what an editor confirmed.
    """

    class Result(models.TextChoices):
        WAITING = "waiting", "待查"
        OK = "ok", "正常"
        BLOCKED = "blocked", "查不了"
        MOVED = "moved", "已搬家"
        CHANGED = "changed", "去向已变"
        BROKEN = "broken", "打不开"

    PRESSING = (Result.CHANGED, Result.BROKEN)

    address = models.TextField("网址")
    digest = models.CharField(max_length=64, unique=True)
    host = models.CharField("主机", max_length=255)
    result = models.CharField("结果", max_length=10, choices=Result, default=Result.WAITING)
    detail = LineField("说明", max_length=400, blank=True)
    failures = models.PositiveSmallIntegerField("连续失败", default=0)
    failing_since = models.DateTimeField("失败起", null=True)

    final_address = models.TextField("最后到达", blank=True)
    domain = models.CharField("到达的域名", max_length=255, blank=True)
    title = LineField("网页标题", max_length=200, blank=True)
    organisation = LineField("证书单位", max_length=200, blank=True)

    accepted_address = models.TextField("认可的去向", blank=True)
    accepted_domain = models.CharField("认可的域名", max_length=255, blank=True)
    accepted_title = LineField("认可的标题", max_length=200, blank=True)
    accepted_organisation = LineField("认可的证书单位", max_length=200, blank=True)
    accepted_at = models.DateTimeField("确认时间", null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="确认人",
    )

    checked_at = models.DateTimeField("上次检查", null=True)
    due_at = models.DateTimeField("下次检查", default=timezone.now, db_index=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "网址检查"
        verbose_name_plural = "网址检查"
        ordering = ["pk"]
        default_permissions = ("view",)
        permissions = [("accept_linkcheck", "可以确认网址的去向")]
        indexes = [models.Index(fields=["result"], name="link_check_result")]

    def __str__(self) -> str:
        return self.address


class LinkUseQuerySet(models.QuerySet):
    def shown(self) -> "LinkUseQuerySet":
        """Uses that readers see now; records are seen as they are saved."""
        seen = Article.objects.published().filter(pk=OuterRef("article"))
        return self.filter(Q(article=None) | Exists(seen))


class LinkUse(models.Model):
    """Where one address stands."""

    class Place(models.TextChoices):
        BODY = "body", "正文"
        SOURCE = "source", "来源网址"
        RELATED = "related", "新闻链接"
        WEBSITE = "website", "网站"
        SITE = "site", "网站信息"

    link = models.ForeignKey(LinkCheck, models.CASCADE, related_name="uses", verbose_name="网址")
    place = models.CharField("位置", max_length=10, choices=Place)
    article = models.ForeignKey(
        Article, models.CASCADE, null=True, related_name="+", verbose_name="稿件"
    )
    enterprise = models.ForeignKey(
        Enterprise, models.CASCADE, null=True, related_name="+", verbose_name="企业"
    )

    objects = LinkUseQuerySet.as_manager()

    class Meta:
        verbose_name = "网址的用处"
        verbose_name_plural = "网址的用处"
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_place_display()
