"""The list of articles: who holds each, the filters, and orders for many at once."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.bulk import begin, confirm_view, job_view, may_order
from articles.admin.saved_filter import LONGEST_NAME, filters_view, kept_conditions
from articles.admin.sheet import sheet_view
from articles.desk.lists import with_last_step
from articles.duties import DUTIES, Standing, standing
from articles.models import Article, BulkJob, SavedFilter, WorkflowStep
from articles.working_days import WorkingDays

Status, Action = Article.Status, WorkflowStep.Action
WAITS_FOR = {
    Status.FIRST_REVIEW: Action.PASS_FIRST,
    Status.SECOND_REVIEW: Action.PASS_SECOND,
    Status.THIRD_REVIEW: Action.PASS_THIRD,
    Status.APPROVED: Action.PUBLISH,
}


class ArticleChangeList(ChangeList):
    """Reads the last step of each row with the rows, and the calendar once."""

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet:
        rows = super().get_queryset(request, *args, **kwargs)
        return with_last_step(rows).select_related("channel", "created_by")

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        moved = [row.last_at for row in self.result_list if row.last_at]
        calendar = WorkingDays.since(timezone.localdate(min(moved, default=timezone.now())))
        for row in self.result_list:
            row.standing = _standing(row, calendar)


def _standing(article: Article, calendar: WorkingDays) -> Standing | None:
    if article.status == Status.SIGNED and article.countersign_by:
        return standing(DUTIES[Action.COUNTERSIGN], article, calendar)
    if article.status not in WAITS_FOR or article.last_at is None:
        return None
    article.since = article.last_at
    return standing(DUTIES[WAITS_FOR[article.status]], article, calendar)


def _action(action: str, label: str) -> Callable[..., HttpResponse | None]:
    @admin.action(description=label)
    def order(
        model_admin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet
    ) -> HttpResponse | None:
        return begin(request, action, queryset)

    return order


class ArticleListMixin:
    """What ``ArticleAdmin`` adds to a list."""

    change_list_template = "admin/articles/article/change_list.html"

    @admin.display(description="在谁手里")
    def holder(self, article: Article) -> SafeString | str:
        """Who has to do the next step, since when, and whether that is too long."""
        who, since = _holder(article)
        if not who:
            return "—"
        state = getattr(article, "standing", None)
        when = f"{timezone.localtime(since):%m-%d %H:%M} 起" if since else ""
        return format_html(
            '{} <span class="quiet">{}</span> <span class="deadline-{}">{}</span>',
            who,
            when,
            "late" if state and state.is_late else "due",
            state.text if state else "",
        )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleChangeList

    def get_actions(self, request: HttpRequest) -> dict[str, tuple]:
        """Only orders for many that go through their own page; deletion is one by one."""
        if IS_POPUP_VAR in request.GET:
            return {}
        return {
            action: (_action(action, label), action, label)
            for action, label in BulkJob.Action.choices
            if may_order(request, action)
        }

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        present = kept_conditions(request.META.get("QUERY_STRING", ""))
        own = list(SavedFilter.objects.filter(owner=request.user))
        saved = {
            "saved_filters": own,
            "present_conditions": present,
            "is_kept": any(row.query == present for row in own),
            "longest_name": LONGEST_NAME,
        }
        return super().changelist_view(request, {**saved, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path(
                "filters/",
                view(lambda request: filters_view(self, request)),
                name="articles_article_filters",
            ),
            path(
                "bulk/job/<int:pk>/",
                view(lambda request, pk: job_view(self, request, pk)),
                name="articles_article_bulk_job",
            ),
            path(
                "bulk/<slug:action>/",
                view(lambda request, action: confirm_view(self, request, action)),
                name="articles_article_bulk",
            ),
            path(
                "<int:pk>/sheet/",
                view(lambda request, pk: sheet_view(self, request, pk)),
                name="articles_article_sheet",
            ),
            *super().get_urls(),
        ]


def _holder(article: Article) -> tuple[str, Any]:
    if article.status in WAITS_FOR:
        return f"等{DUTIES[WAITS_FOR[article.status]].label}", article.last_at
    if article.status == Status.SIGNED and article.countersign_by:
        return "等补签", article.last_at
    if article.status != Status.DRAFT:
        return "", None
    author = article.created_by
    name = (author.get_full_name() or author.get_username()) if author else "采编"
    if article.last_action == Action.SEND_BACK:
        return f"{name}（退回修改）", article.last_at
    return name, article.saved_at
