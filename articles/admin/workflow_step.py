"""The record of every step 流转记录: read, never written here."""

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.office import OfficeAdmin
from articles.models import WorkflowStep


@admin.register(WorkflowStep)
class WorkflowStepAdmin(OfficeAdmin):
    list_display = ["at", "action", "article", "actor_name", "remark"]
    list_filter = ["action"]
    list_select_related = ["article"]
    search_fields = ["article__title", "article__public_id", "actor_name"]
    date_hierarchy = "at"
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: WorkflowStep | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: WorkflowStep | None = None) -> bool:
        return False
