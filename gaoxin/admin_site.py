"""The admin site, titled for the office.

Not in ``articles.admin``: importing that package registers models on the default site,
which must exist by then.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from articles.desk.home import home
from articles.models import Feedback, Notification


class OfficeAdminSite(AdminSite):
    site_title = "信息发布后台"
    site_header = "乌鲁木齐高新区（新市区）信息发布后台"
    index_title = "工作台"
    enable_nav_sidebar = False
    # What an editor needs most often stands first.
    order = (
        "Article",
        "Feedback",
        "PhotoCaption",
        "LinkCheck",
        "Official",
        "Enterprise",
        "Tag",
        "HouseTerm",
        "Waiver",
        "HomeFigure",
        "Channel",
        "SiteIdentity",
        "WorkflowStep",
        "Delegation",
        "CalendarDay",
    )

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The desk; it says first what should have been answered already (T-VETO-05)."""
        handles = request.user.has_perm("articles.handle_feedback")
        overdue = Feedback.objects.overdue() if handles else Feedback.objects.none()
        desk = {"overdue": overdue, "sections": home(request.user)}
        return super().index(request, {**desk, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        address = "r/<path:kind>/<path:key>/"  # as Django's, so that nothing falls through to it
        view = path(address, self.admin_view(self.view_on_site), name="view_on_site")
        return [view, *super().get_urls()]

    def view_on_site(self, request: HttpRequest, kind: str, key: str) -> HttpResponse:
        """Lead to a record's public page whoever may see the record in the admin.

        Django's own asks for no right: it told any colleague the receipts of readers' messages.
        """
        there = self._registry.get(_model(kind))
        record = there.get_object(request, key) if there and _is_key(key) else None
        if record is None or not hasattr(record, "get_absolute_url"):
            raise Http404("没有这个页面。")
        if not there.has_view_permission(request, record):
            raise PermissionDenied
        return redirect(record)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add the number of unread notifications, counted when a page shows it."""
        unread = Notification.objects.filter(recipient_id=request.user.pk).unread()
        return {**super().each_context(request), "count_unread": unread.count}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict]:
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=self._place)
        return apps

    def _place(self, model: dict) -> int:
        name = model["object_name"]
        return self.order.index(name) if name in self.order else len(self.order)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def _model(kind: str) -> type | None:
    found = ContentType.objects.filter(pk=kind).first() if _is_key(kind) else None
    return found.model_class() if found else None
