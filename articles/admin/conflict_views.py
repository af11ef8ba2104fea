"""How the change page of a draft finds a conflict and takes the editor's choices."""

from typing import Any

from django.http import HttpRequest

from articles.admin.conflict import Conflict, conflict_of
from articles.admin.conflict_resolving import picked, resolve
from articles.models import Article

OVERTAKEN = (
    "您打开之后，这篇稿件又被保存过。为免覆盖，这次没有保存，您的文字还在下面。"
    "请在“两边的改动”里逐项选择，再保存。"
)


def conflict_in(request: HttpRequest, context: dict[str, Any]) -> Conflict | None:
    """Return what a refused form and the newer draft differ in; None when nobody was overtaken."""
    form = context["adminform"].form
    current = getattr(form, "overtaken", None)
    if current is None:
        return None
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    return conflict_of(form, formsets, current, picked(request.POST))


def apply_choices(request: HttpRequest, article: Article) -> None:
    """Put what was chosen into the posted form; incomplete choices leave it, and the refusal, as is."""
    resolved = resolve(article, request.POST, request.FILES)
    if resolved is not None:
        request.POST, request._files = resolved
