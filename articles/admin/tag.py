"""Tags: one vocabulary, kept tidy by warnings, merges and a list of what looks alike."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from taggit.models import Tag as UnusedTag

from articles.admin.forms import GuardedForm, near_warning
from articles.admin.office import FixedAddressAdmin
from articles.admin.record_history import RecordAdmin
from articles.admin.tag_views import merge_view, near_view
from articles.models import AuditEntry, Tag, TagRedirect
from articles.tagging import near

# taggit registers a vocabulary of its own, which this project does not use.
admin.site.unregister(UnusedTag)


class TagForm(GuardedForm):
    """A tag; a name that looks like another's is asked about once more."""

    really_new = forms.BooleanField(
        label="仍要新建", required=False, widget=forms.HiddenInput, help_text="与上面列出的标签确实不是一回事。"
    )  # fmt: skip

    class Meta:
        model = Tag
        fields = "__all__"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        named = {"name", "synonyms"} & set(self.changed_data)
        if not named or not cleaned.get("name"):
            return cleaned
        doubled = near(
            cleaned["name"],
            besides=self.instance if self.instance.pk else None,
            synonyms=cleaned.get("synonyms", "").splitlines(),
        )
        if doubled:
            self.fields["really_new"].widget = forms.CheckboxInput()
            if not cleaned.get("really_new"):
                raise ValidationError({"really_new": near_warning(doubled)})
        return cleaned


@admin.register(Tag)
class TagAdmin(RecordAdmin, FixedAddressAdmin):
    form = TagForm
    change_form_template = "admin/articles/tag/change_form.html"
    change_list_template = "admin/articles/tag/change_list.html"
    list_display = ["name", "kind", "synonyms", "articles_count"]
    list_filter = ["kind"]
    ordering = ["kind", "name"]  # an annotated list would otherwise have none
    search_fields = ["name", "synonyms"]
    fields = ["name", "really_new", "kind", "synonyms", "description", "slug"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(used=Count("tagged_articles"))

    @admin.display(description="稿件数", ordering="used")
    def articles_count(self, tag: Tag) -> int:
        return tag.used

    def get_fields(self, request: HttpRequest, obj: Tag | None = None) -> list:
        """Who only looks is asked nothing."""
        names = super().get_fields(request, obj)
        may_write = obj is None or self.has_change_permission(request, obj)
        return [name for name in names if may_write or name != "really_new"]

    def why_no_more(self, deletion: AuditEntry) -> str:
        """A merged tag lives on in the one that was kept; its address leads there."""
        slug = deletion.changes.get("slug", [""])[0]
        merged = TagRedirect.objects.filter(slug=slug).select_related("tag").first()
        return f"这个标签已并入“{merged.tag}”，不能恢复。" if merged else ""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/merge/",
                view(lambda request, pk: merge_view(self, request, pk)),
                name="articles_tag_merge",
            ),
            path("near/", view(lambda request: near_view(self, request)), name="articles_tag_near"),
            *super().get_urls(),
        ]
