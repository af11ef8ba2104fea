"""The admin site, titled for the office.

Not in ``articles.admin``: importing that package registers models on the default site,
which must exist by then.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse

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
