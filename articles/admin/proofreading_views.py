"""The proofreader beside a draft: what was found, one click to repair or to add, and why not."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from articles.admin.clashes import tried_again
from articles.admin.office import is_key, viewable
from articles.linking import Suggestion, suggest
from articles.models import Article
from articles.proofreading import (
    Changed,
    Finding,
    NotRepairable,
    NotWaivable,
    choose,
    repair,
    waive,
)
from articles.roles import may_work_in
from articles.text.pasting import Pasted, clean_paste

KINDS = {"official": "负责人", "enterprise": "企业、园区与机构", "tag": "标签"}
LONGEST_KEY = 60
MOST_CHOSEN = 200


class PastedBody(forms.ModelForm):
    """A form whose body is cleaned of what Word, WPS and 微信 left in it, before the field's door."""

    pasted: Pasted | None = None

    def clean_body(self) -> str:
        self.pasted = clean_paste(self.cleaned_data["body"])
        return self.pasted.html


class ProofreadAdmin:
    """Adds the panels and their addresses to the pages of a draft."""

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:  # noqa: FBT001
        super().save_model(request, obj, form, change)
        pasted = getattr(form, "pasted", None)
        if pasted is not None and pasted.report:
            messages.warning(request, pasted.report)

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = kwargs.get("obj")
        if article is not None and article.is_internal:
            may_save = self.has_change_permission(request, article)
            context["proofreading"] = panel_of(context["case"].findings)
            context["suggestions"] = suggestions_of(article) if may_save else []
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        return [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(self._view(view)),
                name=f"articles_article_{name}",
            )
            for name, view in VIEWS.items()
        ] + super().get_urls()

    def _view(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        return lambda request, pk: posted(view, self, request, pk)


def panel_of(findings: list[Finding]) -> dict[str, Any]:
    """Return what the panel shows: the findings as saved, counted."""
    still_open = [finding for finding in findings if finding.is_open]
    return {
        "findings": still_open,
        "waived": [finding for finding in findings if not finding.is_open],
        "errors": sum(finding.is_error for finding in still_open),
        "warnings": sum(not finding.is_error for finding in still_open),
    }


def suggestions_of(article: Article) -> list[tuple[str, list[Suggestion]]]:
    """Return what the text names and the draft has not chosen, by kind."""
    offered = suggest(article)
    groups = [(KINDS[kind], [one for one in offered if one.kind == kind]) for kind in KINDS]
    return [(label, group) for label, group in groups if group]


@tried_again
def posted(
    view: Callable[..., str], model_admin: ModelAdmin, request: HttpRequest, pk: int
) -> HttpResponse:
    """Let *view* change the draft and show what it says; refusals are sentences on the same page."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    article = viewable(model_admin, request, pk)
    # Whatever its state: it may be sent back to be a draft before it is locked.
    may_change = model_admin.has_change_permission(request)
    if not (may_change and may_work_in(request.user, article.channel)):
        raise PermissionDenied
    try:
        messages.success(request, view(request, article))
    except (Changed, NotRepairable, NotWaivable) as refusal:
        messages.error(request, str(refusal))
    page = reverse("admin:articles_article_change", args=[article.pk])
    return HttpResponseRedirect(f"{page}#proofreading")


def repair_view(request: HttpRequest, article: Article) -> str:
    """Write the fix of one finding into the draft."""
    finding = repair(_key(request), article, actor=request.user, seen_saves=_seen(request))
    if not finding.found:
        return "已修正。"
    return f"已把“{finding.found}”改为“{finding.fix}”，并已保存。" if finding.fix else f"已删去“{finding.found}”，并已保存。"  # fmt: skip


def waive_view(request: HttpRequest, article: Article) -> str:
    """Let one warning stand, with a reason."""
    reason = request.POST.get("reason", "").replace("\0", "")
    waiver = waive(_key(request), article, actor=request.user, reason=reason)
    return f"“{waiver.found}”不改，理由已记录。"


def choose_view(request: HttpRequest, article: Article) -> str:
    """Add the ticked names to the draft."""
    keys = request.POST.getlist("add")[:MOST_CHOSEN]
    if not keys:
        raise NotRepairable("没有勾选要添加的名称。")
    names = choose(keys, article, actor=request.user, seen_saves=_seen(request))
    if not names:
        raise Changed("勾选的名称已经添加过，或正文里已经没有了。")
    return f"已添加：{'、'.join(names)}。"


def _key(request: HttpRequest) -> str:
    return request.POST.get("finding", "")[:LONGEST_KEY]


def _seen(request: HttpRequest) -> int:
    seen = request.POST.get("seen_saves", "")
    return int(seen) if is_key(seen) else -1


VIEWS: dict[str, Callable[[HttpRequest, Article], str]] = {
    "repair": repair_view,
    "waive": waive_view,
    "choose": choose_view,
}
