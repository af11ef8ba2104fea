"""Channels."""

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.office import OfficeAdmin
from articles.models import Channel


class FixedAddressAdmin(OfficeAdmin):
    """A record whose public address is chosen once and then never changes (T-URL-01)."""

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> list[str]:
        fixed = ["slug"] if obj else []
        return [*super().get_readonly_fields(request, obj), *fixed]


@admin.register(Channel)
class ChannelAdmin(FixedAddressAdmin):
    list_display = ["name", "position", "page_tag_type", "update_cycle"]
    search_fields = ["name"]
