"""Preview links on the desk: made, listed with their visits, revoked."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.admin.clashes import tried_again
from articles.admin.office import is_key, viewable
from articles.models import Article, PreviewLink, PreviewVisit
from articles.previewing import (
    DAYS,
    MOST_DAYS,
    NotShared,
    is_unpublished,
    make,
    refusal,
    revoke,
)

LINKS, VISITS = 50, 50


class PreviewLinkForm(forms.ModelForm):
    """For whom the link is, and how long it opens."""

    days = forms.IntegerField(
        label="有效天数",
        min_value=1,
        max_value=MOST_DAYS,
        initial=DAYS,
        help_text=f"1 至 {MOST_DAYS} 天；到期自动失效，也可以随时停用。",
    )

    class Meta:
        model = PreviewLink
        fields = ["purpose"]


def preview_link_urls(model_admin: ModelAdmin) -> list[URLPattern]:
    """Return the addresses of the list and of revoking."""
    view = model_admin.admin_site.admin_view
    return [
        path(
            "<int:pk>/preview-links/",
            view(lambda request, pk: links_view(request, model_admin, pk)),
            name="articles_article_preview_links",
        ),
        path(
            "<int:pk>/preview-links/<int:link>/revoke/",
            view(lambda request, pk, link: revoke_view(request, model_admin, pk, link)),
            name="articles_article_preview_link_revoke",
        ),
    ]


def links_of(article: Article, user: AbstractBaseUser) -> dict[str, Any]:
    """Return what the article's page says of its links."""
    return {
        "may_share": not refusal(article, user) and is_unpublished(article),
        "live": article.preview_links.live().count(),
    }


@never_cache
@tried_again
def links_view(request: HttpRequest, model_admin: ModelAdmin, pk: int) -> HttpResponse:
    """GET lists; POST makes one and shows its address, this once."""
    article = viewable(model_admin, request, pk)
    reason = refusal(article, request.user)
    if reason:
        raise PermissionDenied(reason)
    form = PreviewLinkForm(request.POST if request.method == "POST" else None)
    address = ""
    if form.is_valid():
        try:
            _, token = make(article, actor=request.user, **form.cleaned_data)
        except NotShared as reason:
            form.add_error(None, str(reason))
        else:
            address = request.build_absolute_uri(reverse("preview", args=[token]))
            form = PreviewLinkForm()
    return _page(request, model_admin, article, form, address)


def _page(
    request: HttpRequest,
    model_admin: ModelAdmin,
    article: Article,
    form: PreviewLinkForm,
    address: str,
) -> HttpResponse:
    links = article.preview_links.select_related("made_by", "revoked_by").annotate(
        visit_count=Count("visits"), last_visit=Max("visits__at")
    )
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"预览链接：{article}",
        "opts": model_admin.opts,
        "article": article,
        "form": form,
        "address": address,
        "is_unpublished": is_unpublished(article),
        "links": links[:LINKS],
        "visits": PreviewVisit.objects.filter(link__article=article).select_related("link")[
            :VISITS
        ],
    }
    return render(request, "admin/articles/article/preview_links.html", context)


@require_POST
@tried_again
def revoke_view(request: HttpRequest, model_admin: ModelAdmin, pk: int, link: int) -> HttpResponse:
    """Revoke one link of the article."""
    article = viewable(model_admin, request, pk)
    try:
        known = get_object_or_404(article.preview_links, pk=link if is_key(link) else 0)
        found = revoke(known, actor=request.user)
    except NotShared as reason:
        raise PermissionDenied(str(reason)) from reason
    messages.success(
        request, f"预览链接“{found.purpose}”已停用，打开它的人看到“没有找到这个页面”。"
    )
    return HttpResponseRedirect(reverse("admin:articles_article_preview_links", args=[article.pk]))
