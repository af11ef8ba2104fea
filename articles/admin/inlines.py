"""What the rows edited inside an article have in common."""

from typing import Any

from django.http import HttpRequest

MOST_ROWS = 300


class BoundedInline:
    """Bounds the number of forms that a forged count can make the server build."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type:
        formset = super().get_formset(request, obj, **kwargs)
        formset.absolute_max = MOST_ROWS
        return formset
