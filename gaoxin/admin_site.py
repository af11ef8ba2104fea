"""The admin site, titled for the office.

Not in ``articles.admin``: importing that package registers models on the default site,
which must exist by then.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest


class OfficeAdminSite(AdminSite):
    site_title = "信息发布后台"
    site_header = "乌鲁木齐高新区（新市区）信息发布后台"
    index_title = "工作台"
    enable_nav_sidebar = False

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "site_url": "/"}
