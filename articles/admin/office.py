"""What all pages of the office's admin have in common."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse


class OfficeAdmin(admin.ModelAdmin):
    """A ModelAdmin whose pages are headed as an editor would say it."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": self.opts.verbose_name_plural}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,  # noqa: FBT001, FBT002 Django's signature
        change: bool = False,  # noqa: FBT001, FBT002
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        doing = "新建" if add else "修改" if self.has_change_permission(request, obj) else "查看"
        context["title"] = f"{doing}{self.opts.verbose_name}"
        return super().render_change_form(request, context, add, change, form_url, obj)
