"""Channels."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Field
from django.http import HttpRequest

from articles.admin.office import FixedAddressAdmin
from articles.admin.record_history import RecordAdmin
from articles.audit.reading import Change
from articles.models import Channel


@admin.register(Channel)
class ChannelAdmin(RecordAdmin, FixedAddressAdmin):
    """Who is held to a channel is shown here, and given with the roles, on the account's page."""

    list_display = ["name", "position", "page_tag_type", "update_cycle"]
    search_fields = ["name"]
    exclude = ["staff"]

    def get_readonly_fields(self, request: HttpRequest, obj: Channel | None = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), *(["held_here"] if obj else [])]

    @admin.display(description="限定人员")
    def held_here(self, channel: Channel) -> str:
        names = [person.get_full_name() or str(person) for person in channel.staff.all()]
        return f"{'、'.join(names) or '没有'}（由安全管理员在账号里分配）"

    def _may_change(self, request: HttpRequest, change: Change) -> bool:
        return "staff" not in change.changes and super()._may_change(request, change)

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name == "description":
            kwargs["help_text"] = "一两句话说明这个栏目登什么；检索网站时会显示。"
        return super().formfield_for_dbfield(db_field, request, **kwargs)
