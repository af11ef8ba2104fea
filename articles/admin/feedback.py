"""Readers' messages: read here, handled through ``articles.feedback.perform``; never edited."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, F, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.feedback_views import perform_view
from articles.admin.office import OfficeAdmin
from articles.feedback import TRANSITIONS, refusal
from articles.models import Feedback

BEGINNING = 30


class StandingFilter(admin.SimpleListFilter):
    """By what is to be done; 待办 without choosing anything would hide what was answered."""

    title = "状态"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("waiting", "待办（已收到和处理中）"),
            ("overdue", "超期未办结"),
            *Feedback.Status.choices,
            ("published", "已公开"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        choice = self.value()
        if choice == "waiting":
            return queryset.unsettled()
        if choice == "overdue":
            return queryset.overdue()
        if choice == "published":
            return queryset.filter(published_at__isnull=False)
        return queryset.filter(status=choice) if choice in Feedback.Status else queryset


@admin.register(Feedback)
class FeedbackAdmin(OfficeAdmin):
    """No form: the reader's words stay as they came. The contact stands in no list."""

    list_display = ["receipt", "kind", "beginning", "standing", "deadline", "received_at"]
    list_filter = [StandingFilter, "kind"]
    list_per_page = 30
    # What waits stands first, the nearest deadline on top; then what was settled last.
    ordering = [
        Case(When(status__in=Feedback.UNSETTLED, then=0), default=1),
        F("closed_at").desc(),
        "due_on",
        "pk",
    ]
    search_fields = ["receipt", "text", "sentence", "article__public_id"]
    search_help_text = "按回执号、内容或文章编号查找"
    actions = None
    change_form_template = "admin/articles/feedback/change_form.html"
    fieldsets = [
        (None, {"fields": ["kind", "about", "sentence", "text", "may_publish"]}),
        ("联系方式", {"fields": ["contact_name", "contact", "contact_deleted_at"]}),
        ("时间与答复", {"fields": ["received_at", "due_on", "reply", "closed_at", "published_at"]}),
    ]
    readonly_fields = ["about"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("article")

    @admin.display(description="内容")
    def beginning(self, feedback: Feedback) -> str:
        text = feedback.text.replace("\n", " ")
        return text if len(text) <= BEGINNING else f"{text[:BEGINNING]}……"

    @admin.display(description="状态", ordering="status")
    def standing(self, feedback: Feedback) -> SafeString:
        return format_html(
            '<span class="stage stage-{}">{}</span>{}',
            feedback.status,
            feedback.get_status_display(),
            "（已公开）" if feedback.published_at else "",
        )

    @admin.display(description="期限", ordering="due_on")
    def deadline(self, feedback: Feedback) -> SafeString:
        kind = "late" if feedback.is_late else "due"
        return format_html(
            '{} <span class="deadline-{}">{}</span>', feedback.due_on, kind, feedback.punctuality
        )

    @admin.display(description="文章")
    def about(self, feedback: Feedback) -> str:
        if feedback.article is None:
            return "没有指定"
        return format_html(
            '<a href="{}">{}</a>（{}，第 {} 版）',
            reverse("admin:articles_article_change", args=[feedback.article_id]),
            feedback.article.title,
            feedback.article.public_id,
            feedback.article.edition,
        )

    # --- rights: nobody writes here ------------------------------------------

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Feedback | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Feedback | None = None) -> bool:
        return False

    def view_on_site(self, obj: Feedback) -> str:
        return obj.get_absolute_url()

    # --- pages of our own -----------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/perform/<slug:action>/",
                view(lambda request, pk, action: perform_view(self, request, pk, action)),
                name="articles_feedback_perform",
            ),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        feedback = kwargs["obj"]
        context["buttons"] = [
            {
                "label": transition.label,
                "refusal": refusal(action, feedback, request.user),
                "url": reverse("admin:articles_feedback_perform", args=[feedback.pk, action]),
            }
            for action, transition in TRANSITIONS.items()
            if feedback.status in transition.sources
        ]
        context["steps"] = feedback.steps.all()
        return super().render_change_form(request, context, *args, **kwargs)
