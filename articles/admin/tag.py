"""Tags."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from taggit.models import Tag as UnusedTag

from articles.admin.office import FixedAddressAdmin
from articles.admin.record_history import RecordAdmin
from articles.models import Tag

# taggit registers a vocabulary of its own, which this project does not use.
admin.site.unregister(UnusedTag)


@admin.register(Tag)
class TagAdmin(RecordAdmin, FixedAddressAdmin):
    list_display = ["name", "kind", "synonyms", "articles_count"]
    list_filter = ["kind"]
    ordering = ["kind", "name"]  # an annotated list would otherwise have none
    search_fields = ["name", "synonyms"]
    fields = ["name", "kind", "synonyms", "description", "slug"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(used=Count("tagged_articles"))

    @admin.display(description="稿件数", ordering="used")
    def articles_count(self, tag: Tag) -> int:
        return tag.used
