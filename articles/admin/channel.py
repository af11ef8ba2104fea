"""Channels."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Field, ManyToManyField
from django.http import HttpRequest

from articles.admin.office import FixedAddressAdmin
from articles.admin.record_history import RecordAdmin
from articles.models import Channel


class PeopleField(forms.ModelMultipleChoiceField):
    """People by the name the office calls them, each with a box to tick."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person: Any) -> str:
        return f"{person.get_full_name() or person.get_username()}（{person.get_username()}）"


@admin.register(Channel)
class ChannelAdmin(RecordAdmin, FixedAddressAdmin):
    list_display = ["name", "position", "page_tag_type", "update_cycle"]
    search_fields = ["name"]

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name == "description":
            kwargs["help_text"] = "一两句话说明这个栏目登什么；检索网站时会显示。"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        kwargs |= {"form_class": PeopleField, "widget": forms.CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **kwargs)
