"""The list filter that speaks the editor's words for status."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from articles.models import Article


class StageFilter(admin.SimpleListFilter):
    """草稿, 待发布, 已发布, 已结束, 已撤稿."""

    title = "状态"
    parameter_name = "stage"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("draft", "草稿"),
            ("scheduled", "待发布"),
            ("published", "已发布"),
            ("ended", "已更新或已到期"),
            ("withdrawn", "已撤稿"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        now = timezone.now()
        signed = Article.Status.SIGNED
        choices = {
            "draft": lambda rows: rows.filter(status=Article.Status.DRAFT),
            "scheduled": lambda rows: rows.seen().filter(status=signed, visible_from__gt=now),
            "published": lambda rows: rows.published(now),
            "ended": lambda rows: rows.over(now).filter(status=signed),
            "withdrawn": lambda rows: rows.filter(status=Article.Status.WITHDRAWN),
        }
        choose = choices.get(self.value() or "")
        return choose(queryset) if choose else queryset
