"""The list filters that speak the editor's words: where an article stands, and whose it is."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from articles.desk import lists
from articles.models import Article, WorkflowStep
from articles.workflow import LEVELS

Status = Article.Status
OF_STATUS = {
    "draft": Status.DRAFT,
    "first_review": Status.FIRST_REVIEW,
    "second_review": Status.SECOND_REVIEW,
    "third_review": Status.THIRD_REVIEW,
    "approved": Status.APPROVED,
    "withdrawn": Status.WITHDRAWN,
}


class StageFilter(admin.SimpleListFilter):
    """Every stage from the draft to the end."""

    title = "状态"
    parameter_name = "stage"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("draft", "草稿"),
            ("in_review", "在审（一审至三审）"),
            ("first_review", "一审一校"),
            ("second_review", "二审二校"),
            ("third_review", "三审三校"),
            ("approved", "待发布"),
            ("scheduled", "已定时"),
            ("published", "已发布"),
            ("urgent", "紧急发布待补签"),
            ("ended", "已更新或已到期"),
            ("withdrawn", "已撤稿"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        now, value = timezone.now(), self.value() or ""
        signed = queryset.filter(status=Status.SIGNED)
        choices = {
            "in_review": lambda: queryset.filter(
                status__in=[Status.FIRST_REVIEW, Status.SECOND_REVIEW, Status.THIRD_REVIEW]
            ),
            "scheduled": lambda: signed.seen().filter(visible_from__gt=now),
            "published": lambda: queryset.published(now),
            "urgent": lambda: signed.filter(countersign_by__isnull=False),
            "ended": lambda: signed.over(now),
        }
        if value in OF_STATUS:
            return queryset.filter(status=OF_STATUS[value])
        return choices[value]() if value in choices else queryset


class MineFilter(admin.SimpleListFilter):
    """What concerns the person who looks."""

    title = "我的"
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("waiting", "待我处理"),
            ("returned", "退回给我的"),
            ("drafts", "我的草稿"),
            ("written", "我参与编辑的"),
            ("signed", "我签过的"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        person = request.user
        steps = WorkflowStep.objects.filter(article=OuterRef("pk"), actor=person, action__in=LEVELS)
        choices = {
            "waiting": lambda: lists.waiting_keys(person),
            "returned": lambda: lists.among(lists.returned_to(person)),
            "drafts": lambda: lists.among(lists.drafts_of(person)),
            "written": lambda: lists.written_by(person),
            "signed": lambda: Exists(steps),
        }
        choose = choices.get(self.value() or "")
        return queryset.filter(choose()) if choose else queryset
