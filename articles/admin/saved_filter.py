"""Lists that a person named 常用筛选: kept, renamed and deleted; each person's own."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from articles.admin.office import is_key
from articles.models import SavedFilter
from articles.text.plain import normalise_line

# What the list of articles understands, beside the page number, which is not worth keeping.
CONDITIONS = ("q", "stage", "mine", "channel__id__exact", "channel__isnull", "o")
LONGEST_VALUE = 60
LONGEST_NAME = 30
MOST = 20


def kept_conditions(query: str) -> str:
    """Return the query string with nothing in it but conditions of the list."""
    try:
        asked = QueryDict(query.lstrip("?")[:2000], mutable=False)
    except ValueError:
        return ""
    kept = QueryDict(mutable=True)
    for name in CONDITIONS:
        value = normalise_line(asked.get(name, ""))
        if value and len(value) <= LONGEST_VALUE:
            kept[name] = value
    return kept.urlencode()


def filters_view(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """GET shows the filters of this person; POST adds, renames or deletes one."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    if request.method == "POST":
        refusal, address = _change(request)
        if refusal:
            messages.error(request, refusal)
        return HttpResponseRedirect(address)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "常用筛选",
        "opts": model_admin.opts,
        "filters": SavedFilter.objects.filter(owner=request.user),
    }
    return render(request, "admin/articles/article/saved_filters.html", context)


def _change(request: HttpRequest) -> tuple[str, str]:
    """Do what was posted; return why not, and where to go on."""
    name = normalise_line(request.POST.get("name", ""))
    key = request.POST.get("pk", "")
    page = reverse("admin:articles_article_filters")
    with transaction.atomic():
        own = SavedFilter.objects.select_for_update().filter(owner=request.user)
        if not key:
            return _add(request, own, name)
        row = own.filter(pk=key).first() if is_key(key) else None
        if row is None:
            raise Http404("没有这个筛选，可能已被删除。")
        if "delete" in request.POST:
            row.delete()
            return "", page
        if reason := _bad_name(name, taken=own.exclude(pk=row.pk).filter(name=name).exists()):
            return reason, page
        row.name = name
        row.save(update_fields=["name"])
        return "", page


def _add(request: HttpRequest, own: "SavedFilter.objects", name: str) -> tuple[str, str]:
    query = kept_conditions(request.POST.get("query", ""))
    address = f"{reverse('admin:articles_article_changelist')}?{query}"
    if not query:
        return "现在没有筛选条件，没有可保存的。请先筛选或查找。", address
    if own.count() >= MOST:
        return f"常用筛选最多 {MOST} 个，请先删去不用的。", address
    if reason := _bad_name(name, taken=own.filter(name=name).exists()):
        return reason, address
    SavedFilter.objects.create(owner=request.user, name=name, query=query)
    return "", address


def _bad_name(name: str, *, taken: bool) -> str:
    if not name or len(name) > LONGEST_NAME:
        return f"请给筛选起一个名称，最多 {LONGEST_NAME} 个字。"
    return f"已经有叫“{name}”的筛选，请换一个名称。" if taken else ""
