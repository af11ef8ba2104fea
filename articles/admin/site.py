"""The admin, titled for the office."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path

from articles.admin.uploads import upload_picture


class OfficeAdminSite(AdminSite):
    site_title = "信息发布后台"
    site_header = "乌鲁木齐高新区（新市区）信息发布后台"
    index_title = "工作台"
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLPattern | URLResolver]:
        upload = path(
            "articles/picture-upload/", self.admin_view(upload_picture), name="picture_upload"
        )
        return [upload, *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "site_url": "/"}
