"""Tidying the tags: the merge with its confirmation, and the list of what looks alike."""

from itertools import islice
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from articles.admin.clashes import tried_again
from articles.admin.office import viewable
from articles.models import Tag
from articles.models.tag import MAX_TAG_LENGTH
from articles.tagging import (
    NotMergeable,
    in_review,
    merge,
    moves,
    near,
    near_pairs,
    obstacle,
    preferred_names,
)
from articles.text.plain import normalise_line

MOST_PAIRS = 200


class KeepForm(forms.Form):
    """Into which tag; typed by its name or by one of its synonyms."""

    keep = forms.CharField(
        label="保留的标签",
        max_length=MAX_TAG_LENGTH,
        help_text="写它的名称或同义词。",
        widget=forms.TextInput({"class": "vTextField"}),
    )

    def __init__(self, old: Tag, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.old = old

    def clean_keep(self) -> Tag:
        [name] = preferred_names([normalise_line(self.cleaned_data["keep"])])
        kept = Tag.objects.filter(name__iexact=name).first()
        if kept is None:
            raise ValidationError(f"没有叫“{name}”的标签。")
        if reason := obstacle(self.old, kept):
            raise ValidationError(reason)
        return kept


@tried_again
def merge_view(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks into which tag, then lists everything that will move; POST does it."""
    old = viewable(model_admin, request, pk)
    if not request.user.has_perm("articles.merge_tag"):
        raise PermissionDenied("您没有合并标签的权限。")
    asked = (
        request.POST if request.method == "POST" else request.GET if "keep" in request.GET else None
    )
    form = KeepForm(old, asked)
    if request.method == "POST" and form.is_valid():
        try:
            kept = merge(old, form.cleaned_data["keep"])
        except NotMergeable as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(
                request, f"“{old.name}”已并入“{kept.name}”，旧网址从此转到“{kept.name}”。"
            )
            return HttpResponseRedirect(reverse("admin:articles_tag_change", args=[kept.pk]))
    kept = form.cleaned_data.get("keep") if form.is_bound and form.is_valid() else None
    listed = [move for move in moves(old) if move.count] if kept else []
    context = {
        **_page(model_admin, request, f"合并标签“{old.name}”"),
        "tag": old,
        "form": form,
        "kept": kept,
        "moves": listed,
        "in_review": in_review(old) if kept else 0,
        "near": near(old.name, besides=old, synonyms=old.synonyms.splitlines()) if not kept else [],
    }
    return render(request, "admin/articles/tag/merge.html", context)


def near_view(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Pairs of tags that look like one, each with the ways to merge it."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    pairs = list(islice(near_pairs(), MOST_PAIRS))
    context = {
        **_page(model_admin, request, "相近的标签"),
        "pairs": pairs,
        "may_merge": request.user.has_perm("articles.merge_tag"),
        "most": MOST_PAIRS if len(pairs) == MOST_PAIRS else 0,
    }
    return render(request, "admin/articles/tag/near.html", context)


def _page(model_admin: ModelAdmin, request: HttpRequest, title: str) -> dict[str, Any]:
    return {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "opts": model_admin.opts,
    }
