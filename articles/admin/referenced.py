"""Records that articles name: not deleted while anything refers to them."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from articles.admin.office import FixedAddressAdmin


class ReferencedAdmin(FixedAddressAdmin):
    """Deletion, of one or of several, is refused with the list of what refers to the record.

    Without this, deleting a record would take its name off published pages unreviewed (P3).
    """

    def get_deleted_objects(self, objs: QuerySet | list[Model], request: HttpRequest) -> tuple:
        to_delete, count, missing_rights, protected = super().get_deleted_objects(objs, request)
        return to_delete, count, missing_rights, [*protected, *_references(objs)]


def _references(records: Any) -> list[str]:
    found = []
    for record in records:
        articles = record.articles.order_by("-public_id", "-edition")
        found += [
            format_html(
                "稿件 {}（{}，第 {} 版）", article.title, article.public_id, article.edition
            )
            for article in articles
        ]
        found += [format_html("图片说明 {}", caption.caption) for caption in record.captions.all()]
    return found
