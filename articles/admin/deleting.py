"""Deletion is refused while something refers to the record, with the list of what (P3).

Without this, deleting a record would take its name off published pages unreviewed.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.clashes import tried_again
from articles.models import Official
from articles.references import MOST_NAMED, Reference, references_to

GONE = "这条记录刚刚已被删除。"


class GuardedDeletion:
    """For a ModelAdmin: one or several records go only while nothing names them.

    The records are locked before it is asked who names them. Who adds a name meanwhile waits,
    and then finds the record gone; who came first makes the deletion be asked again.
    """

    delete_confirmation_template = "admin/articles/deleting/one.html"
    delete_selected_confirmation_template = "admin/articles/deleting/several.html"

    @tried_again
    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": f"删除{self.opts.verbose_name}"}
        answer = super().delete_view(request, object_id, {**title, **(extra_context or {})})
        return answer.render() if hasattr(answer, "render") else answer

    def get_actions(self, request: HttpRequest) -> dict[str, tuple]:
        actions = super().get_actions(request)
        if "delete_selected" in actions:
            label = f"删除所选的{self.opts.verbose_name}"
            actions["delete_selected"] = (_delete_selected, "delete_selected", label)
        return actions

    def get_deleted_objects(self, objs: Iterable[models.Model], request: HttpRequest) -> tuple:
        """Return what will go and what stands in the way; the records are locked when posted."""
        keys = [record.pk for record in objs]
        rows = self.model._base_manager.filter(pk__in=keys).order_by("pk")
        if request.method == "POST":
            rows = rows.select_for_update()
        records = list(rows)
        several = len(keys) > 1
        obstacles = [
            format_html("{}：{}", record, line) if several else line
            for record in records
            for line in self._obstacles(request, record)
        ]
        if len(records) < len(keys):
            obstacles.append(GONE)
        going = [line for record in records for line in _going(record)]
        return going, {self.opts.verbose_name_plural: len(records)}, set(), obstacles

    def _obstacles(self, request: HttpRequest, record: models.Model) -> list[str]:
        references = references_to(record)
        lines = [self._linked(request, reference) for reference in references.found]
        more = references.count > MOST_NAMED
        return [*lines, f"……共 {references.count} 处"] if more else lines

    def _linked(self, request: HttpRequest, reference: Reference) -> str:
        """Return the place as a link, for those who may see it; to others it has no name (P2)."""
        place = reference.place
        there = self.admin_site._registry.get(type(place))
        if there is None:
            return reference.text
        if not there.has_view_permission(request, place):
            number = getattr(place, "public_id", place.pk)
            return f"{place._meta.verbose_name}，编号 {number}（您没有查看的权限）"
        url = reverse(admin_urlname(place._meta, "change"), args=[place.pk])
        return format_html('<a href="{}">{}</a>', url, reference.text)


def _going(record: models.Model) -> list[str]:
    """Return the record and the parts that go with it, in words."""
    posts = record.posts.all() if isinstance(record, Official) else ()
    return [f"{record._meta.verbose_name}“{record}”", *(f"职务“{post}”" for post in posts)]


@tried_again
def _delete_selected(
    model_admin: ModelAdmin, request: HttpRequest, queryset: QuerySet
) -> HttpResponse | None:
    """Django's action, in one transaction, so that its locks hold until the records are gone."""
    with transaction.atomic():
        answer = delete_selected(model_admin, request, queryset)
        return answer.render() if hasattr(answer, "render") else answer
