"""Says rights in Chinese: Django keeps their names in English in the database."""

from typing import Any

from django.contrib.auth.models import Permission

from articles.admin.office import KnownKeysField

VERBS = {"add": "新增", "change": "修改", "delete": "删除", "view": "查看"}
# Rights to rows that no page of the office shows or changes.
MACHINERY = ("admin", "axes", "contenttypes", "otp_totp", "sessions", "taggit")


def right_words(right: Permission) -> str:
    """Return what a right allows: “稿件：修改”, or its own Chinese name."""
    model = right.content_type.model_class()
    what = str(model._meta.verbose_name) if model else right.content_type.model
    verb, _, named = right.codename.partition("_")
    if verb in VERBS and named == right.content_type.model:
        return f"{what}：{VERBS[verb]}"
    return f"{what}：{right.name}"


class RightsField(KnownKeysField):
    """Rights to choose from, said in Chinese and without the machinery's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rights = Permission.objects.exclude(content_type__app_label__in=MACHINERY)
        self.queryset = rights.select_related("content_type")

    def label_from_instance(self, right: Permission) -> str:
        return right_words(right)
