"""The working calendar; a change of it moves the deadlines of what still waits."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.admin.record_history import RecordAdmin
from articles.feedback.deadlines import recount
from articles.models import CalendarDay


@admin.register(CalendarDay)
class CalendarDayAdmin(RecordAdmin):
    list_display = ["first", "last", "kind", "note"]
    list_filter = ["kind"]

    def save_model(self, request: HttpRequest, obj: CalendarDay, *args: Any) -> None:
        super().save_model(request, obj, *args)
        recount()

    def delete_model(self, request: HttpRequest, obj: CalendarDay) -> None:
        super().delete_model(request, obj)
        recount()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        super().delete_queryset(request, queryset)
        recount()
