"""The office's own list of terms, and the record of what was waived."""

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.office import OfficeAdmin
from articles.admin.record_history import RecordAdmin
from articles.models import HouseTerm, Waiver
from articles.proofreading import CHECKS

TITLES = {check.id: check.title for check in CHECKS}


@admin.register(HouseTerm)
class HouseTermAdmin(RecordAdmin):
    """Written by hand: the list is the office's, none is shipped."""

    list_display = ["term", "preferred", "severity", "note"]
    list_filter = ["severity"]
    search_fields = ["term", "preferred", "note"]
    fields = ["term", "preferred", "severity", "note"]


@admin.register(Waiver)
class WaiverAdmin(OfficeAdmin):
    """To be read only: made in the panel beside a draft, never changed."""

    list_display = ["at", "public_id", "edition", "check_name", "found", "reason", "actor_name"]
    search_fields = ["public_id", "found", "reason", "actor_name"]
    ordering = ["-at", "-pk"]

    @admin.display(description="检查项")
    def check_name(self, waiver: Waiver) -> str:
        return TITLES.get(waiver.check_id, waiver.check_id)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Waiver | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Waiver | None = None) -> bool:
        return False
