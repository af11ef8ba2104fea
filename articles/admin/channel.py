"""Channels."""

from django.contrib import admin

from articles.admin.office import FixedAddressAdmin
from articles.admin.record_history import RecordAdmin
from articles.models import Channel


@admin.register(Channel)
class ChannelAdmin(RecordAdmin, FixedAddressAdmin):
    list_display = ["name", "position", "page_tag_type", "update_cycle"]
    search_fields = ["name"]
