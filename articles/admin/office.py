"""What all pages of the office's admin have in common."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from articles.admin.clashes import tried_again
from articles.admin.forms import GuardedForm
from articles.models.fields import NamesField

LONGEST_SEARCH = 100
MOST_WORDS = 8


def is_key(value: object) -> bool:
    """Whether *value* can be a row's key on both databases."""
    text = str(value)
    return text.isascii() and text.isdigit() and len(text) <= 18


def viewable(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> Any:
    """Return the record with the key, for a page of our own; 404 or 403 as Django's pages do."""
    record = model_admin.get_object(request, str(pk)) if is_key(pk) else None
    if record is None:
        raise Http404("没有这条记录，可能已被删除。")
    if not model_admin.has_view_permission(request, record):
        raise PermissionDenied
    return record


class KnownKeys:
    """An autocomplete that forgets posted keys which cannot be keys; the field then refuses them."""

    def optgroups(self, name: str, value: list, attr: dict | None = None) -> list:
        return super().optgroups(name, [key for key in value if is_key(key)], attr)


class OfficeAutocomplete(KnownKeys, AutocompleteSelect):
    pass


class OfficeAutocompleteMultiple(KnownKeys, AutocompleteSelectMultiple):
    """Each chosen name has its own ×; one for all would stand in a list as no item of it."""

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}


class KnownKeysField(forms.ModelMultipleChoiceField):
    """Refuses numbers that no database has as a key, instead of asking it for them."""

    def clean(self, value: Any) -> QuerySet:
        for key in value or ():
            if not is_key(key):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": key}
                )
        return super().clean(value)


class AutocompleteMixin:
    """Uses the widgets above; for ModelAdmins and their inlines alike."""

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.Field:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = OfficeAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = OfficeAutocompleteMultiple(db_field, self.admin_site)
            kwargs["form_class"] = KnownKeysField
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class OfficeAdmin(AutocompleteMixin, admin.ModelAdmin):
    """A ModelAdmin that is headed as an editor would say it and bears any input (P5)."""

    form = GuardedForm
    formfield_overrides = {NamesField: {"widget": AdminTextareaWidget(attrs={"rows": 2})}}

    class Media:
        js = ["articles/admin/labels.js"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list:
        """Add the hidden field by which a form knows what it was opened with."""
        fieldsets = [(name, dict(options)) for name, options in super().get_fieldsets(request, obj)]
        fields = flatten_fieldsets(fieldsets)
        guarded = "seen_state" in self.form.base_fields and "seen_state" not in fields
        if guarded and (obj is None or self.has_change_permission(request, obj)):
            fieldsets[-1][1]["fields"] = [*fieldsets[-1][1]["fields"], "seen_state"]
        return fieldsets

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list:
        return [name for name in super().get_fields(request, obj) if name != "seen_state"]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list; an address that no lookup understands leads to the plain list."""
        if not all(map(is_key, request.POST.getlist("_selected_action"))):
            messages.error(request, "所选的行已不存在，请重新选择。")
            return HttpResponseRedirect(request.path)
        title = {"title": self.opts.verbose_name_plural}
        try:
            answer = super().changelist_view(request, {**title, **(extra_context or {})})
            return answer.render() if hasattr(answer, "render") else answer
        except (ValueError, OverflowError, DataError):
            if not request.GET:
                raise
            messages.error(request, "查找条件有误，已显示全部。")
            return HttpResponseRedirect(request.path)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Refuse patterns: a broken one is an error of the database, a clever one never ends."""
        is_pattern = lookup.endswith(("__regex", "__iregex"))
        return not is_pattern and super().lookup_allowed(lookup, value, request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Search for the first words only: each word is one more condition on every field."""
        words = search_term[:LONGEST_SEARCH].split()[:MOST_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Take from the address what can be a value of its field."""
        initial = super().get_changeform_initial_data(request)
        related = {field.name for field in self.opts.get_fields() if field.is_relation}
        return {
            name: value
            for name, value in initial.items()
            if name not in related
            or all(map(is_key, value if isinstance(value, list) else [value]))
        }

    @tried_again
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Save in one transaction, again when two at once got into each other's way."""
        if "_saveasnew" in request.POST:
            raise PermissionDenied("这里不能另存为新记录。")
        return super().changeform_view(request, object_id, form_url, extra_context)

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


class FixedAddressAdmin(OfficeAdmin):
    """A record whose public address is chosen once and then never changes (T-URL-01)."""

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> list[str]:
        fixed = ["slug"] if obj else []
        return [*super().get_readonly_fields(request, obj), *fixed]
