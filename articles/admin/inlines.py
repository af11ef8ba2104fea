"""What the rows edited inside an article have in common."""

from typing import Any

from django.http import HttpRequest


class BoundedInline:
    """Bounds the number of forms that a forged count can make the server build."""

    most_rows = 300

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type:
        formset = super().get_formset(request, obj, **kwargs)
        formset.absolute_max = self.most_rows
        return formset
