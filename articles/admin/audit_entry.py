"""审计: read by auditors, written and changed by nobody here (T-DB-05, T-DB-06)."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles.admin.office import OfficeAdmin
from articles.audit import Action, Category, chain, protection, record
from articles.audit.exporting import as_csv
from articles.audit.reading import kind_name, lines_of
from articles.models import AuditEntry

READ = "articles.view_auditentry"
MOST_EXPORTED = 50_000


def is_auditor(user: AbstractBaseUser) -> bool:
    """Whether *user* is an auditor: the right given by name, to nobody who may all.

    A superuser has every right by being one, and so is asked for none: who runs the system
    does not read what is written about it, whatever groups they join.
    """
    return user.is_active and not user.is_superuser and user.has_perm(READ)


def may_read(request: HttpRequest) -> bool:
    """Whether the signed-in person is an auditor."""
    return is_auditor(request.user)


class ActionFilter(admin.SimpleListFilter):
    title = "操作"
    parameter_name = "did"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return list(Action.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(action=self.value()) if self.value() in Action else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(OfficeAdmin):
    list_display = ["at_second", "actor_name", "address", "category", "what", "outcome", "about", "note"]  # fmt: skip
    list_display_links = ["at_second"]
    list_filter = ["category", "result", ("at", admin.DateFieldListFilter), ActionFilter]
    date_hierarchy = "at"
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["actor_name", "address", "name", "key", "note", "words"]
    actions = None
    change_list_template = "admin/articles/auditentry/change_list.html"
    change_form_template = "admin/articles/auditentry/change_form.html"
    fields = [
        ("at_second", "actor_name", "address"),
        ("category", "what", "outcome"),
        ("about", "place"),
        "note",
        "changes_shown",
        "seal",
    ]
    readonly_fields = flatten(fields)

    class Media:
        css = {"all": ["articles/admin/audit.css"]}

    # --- rights: the superuser's own do not count ------------------------------

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_read(request)

    def has_view_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return may_read(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def history_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An entry has no history: it does not change."""
        raise PermissionDenied

    # --- lists ----------------------------------------------------------------

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        if search_term:
            queryset = queryset.annotate(words=Cast("changes", models.TextField()))
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description="时间", ordering="at")
    def at_second(self, entry: AuditEntry) -> str:
        return f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}"

    @admin.display(description="操作", ordering="action")
    def what(self, entry: AuditEntry) -> str:
        return entry.action_name

    @admin.display(description="结果", ordering="result")
    def outcome(self, entry: AuditEntry) -> SafeString:
        return format_html(
            '<span class="result-{}">{}</span>', entry.result, entry.get_result_display()
        )

    @admin.display(description="对象", ordering="name")
    def about(self, entry: AuditEntry) -> str:
        kind = kind_name(entry.kind)
        return f"{kind}：{entry.name}" if kind and entry.name else entry.name or kind or "－"

    # --- one entry ------------------------------------------------------------

    @admin.display(description="同一对象的全部记录")
    def place(self, entry: AuditEntry) -> str:
        if not entry.owner:
            return "－"
        url = reverse("admin:articles_auditentry_changelist")
        return format_html('<a href="{}?owner={}">查看</a>（主键 {}）', url, entry.owner, entry.key)

    @admin.display(description="改动")
    def changes_shown(self, entry: AuditEntry) -> str:
        if not entry.changes:
            return "没有改动各栏的内容"
        context = {"lines": lines_of(entry), "caption": "改动"}
        return render_to_string("admin/articles/record/_lines.html", context)

    @admin.display(description="校验")
    def seal(self, entry: AuditEntry) -> SafeString:
        if entry.number is None:
            return format_html("{}", "尚未封存：下一条记录写入时或核对时补封")
        fault = chain.fault_of(entry)
        return format_html(
            '第 {} 条，{}。<br>校验值 <span class="seal">{}</span><br>'
            '前一条 <span class="seal">{}</span>',
            entry.number,
            fault or "与封存时一致",
            entry.hash,
            entry.previous_hash or "（链的开头）",
        )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        answer = super().render_change_form(request, context, *args, **kwargs)
        answer.context_data["title"] = "查看审计记录"
        return answer

    # --- export ----------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        export = self.admin_site.admin_view(require_POST(self.export_view))
        return [path("export/", export, name="articles_auditentry_export"), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        query = request.GET.urlencode()
        export = reverse("admin:articles_auditentry_export")
        shown = {
            "export_url": f"{export}?{query}" if query else export,
            "most": MOST_EXPORTED,
            "since": chain.oldest(),
            "kept_days": protection.KEPT_DAYS,
        }
        return super().changelist_view(request, {**shown, **(extra_context or {})})

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """The rows that the list shows, filtered as it is, as a table; itself an entry."""
        if not may_read(request):
            raise PermissionDenied
        rows = self.get_changelist_instance(request).get_queryset(request).order_by("-pk")
        newest = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        found = rows.filter(pk__lte=newest)[:MOST_EXPORTED]
        asked = request.GET.urlencode()
        record(
            Category.EXPORT,
            Action.EXPORT,
            name="审计",
            note=f"导出审计记录，最多 {MOST_EXPORTED} 条；条件：{asked or '全部'}",
        )
        answer = StreamingHttpResponse(
            as_csv(found.iterator(chunk_size=1000)), content_type="text/csv; charset=utf-8"
        )
        day = timezone.localdate()
        answer["Content-Disposition"] = f'attachment; filename="audit-{day:%Y%m%d}.csv"'
        answer["Cache-Control"] = "private, no-store"
        return answer
