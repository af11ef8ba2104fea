"""Enterprises, parks and institutions."""

from django.contrib import admin

from articles.admin.forms import GuardedForm, TaggedForm
from articles.admin.office import FixedAddressAdmin
from articles.admin.record_history import RecordAdmin
from articles.models import Enterprise


class EnterpriseForm(GuardedForm, TaggedForm):
    class Meta:
        model = Enterprise
        fields = "__all__"


@admin.register(Enterprise)
class EnterpriseAdmin(RecordAdmin, FixedAddressAdmin):
    form = EnterpriseForm
    list_display = ["full_name", "kind", "relation", "cluster", "cluster_year"]
    list_filter = ["kind", "relation", ("cluster", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["cluster"]
    search_fields = ["full_name", "aliases"]
    autocomplete_fields = ["cluster"]
    fields = [
        "full_name",
        "aliases",
        "kind",
        "relation",
        ("cluster", "cluster_year"),
        "introduction",
        "website",
        "tags",
        "slug",
    ]
