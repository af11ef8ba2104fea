"""Orders for many articles: the page that lists what will happen, and the page that shows it done."""

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from articles.admin.bulk_form import BulkForm
from articles.admin.clashes import tried_again
from articles.admin.office import is_key
from articles.desk import bulk
from articles.models import Article, BulkItem, BulkJob

Action = BulkJob.Action
RIGHTS = {
    Action.ADD_TAGS: ("articles.change_article",),
    Action.REMOVE_TAGS: ("articles.change_article",),
    Action.MOVE: ("articles.change_article",),
    Action.SUBMIT: ("articles.change_article",),
    Action.SEND_BACK: (
        "articles.review_first_article",
        "articles.review_second_article",
        "articles.review_third_article",
    ),
    Action.WITHDRAW: ("articles.withdraw_article",),
}
TOKEN_LENGTH = 32


def may_order(request: HttpRequest, action: str) -> bool:
    """Whether this person has the right to *action* on any article at all."""
    return any(map(request.user.has_perm, RIGHTS[action]))


def begin(request: HttpRequest, action: str, queryset: QuerySet) -> HttpResponse | None:
    """Lead from the list to the page that asks; None, with the reason, where there are too many."""
    keys = list(queryset.order_by().values_list("pk", flat=True)[: bulk.MOST + 1])
    if len(keys) > bulk.MOST:
        messages.error(request, f"一次最多办 {bulk.MOST} 篇，请少选一些。")
        return None
    address = reverse("admin:articles_article_bulk", args=[action])
    return HttpResponseRedirect(f"{address}?{urlencode({'ids': ','.join(map(str, keys))})}")


@tried_again
def confirm_view(model_admin: ModelAdmin, request: HttpRequest, action: str) -> HttpResponse:
    """List what will happen to each article and what will not; POST confirms exactly that list."""
    if action not in Action.values:
        raise Http404("没有这项操作。")
    if not may_order(request, action):
        raise PermissionDenied
    posted = request.POST if request.method == "POST" else None
    articles = _chosen(model_admin, request, (posted or request.GET).get("ids", ""))
    if not articles:
        messages.error(request, "没有选中稿件，或者所选的稿件已不存在。")
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
    form = BulkForm(action, request.user, posted)
    if form.is_valid() and posted.get("listed") == form.listed:
        return _confirmed(request, form, articles)
    return _ask(model_admin, request, form, articles)


def _chosen(model_admin: ModelAdmin, request: HttpRequest, ids: str) -> list[Article]:
    """Return the articles with these keys that this person may see, in the list's order."""
    keys = [key for key in ids.split(",")[: bulk.MOST] if is_key(key)]
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    rows = model_admin.get_queryset(request).filter(pk__in=keys).select_related("channel")
    return list(rows.prefetch_related("tags"))


def _confirmed(request: HttpRequest, form: BulkForm, articles: list[Article]) -> HttpResponse:
    token = request.POST.get("token", "")
    if len(token) != TOKEN_LENGTH or not token.isalnum() or not token.isascii():
        raise PermissionDenied
    seen = [
        (article, state[:60])
        for article in articles
        if (state := request.POST.get(f"seen-{article.pk}"))
    ]
    if not seen:
        messages.error(request, "所选的稿件都不能办理，没有改动。")
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
    job = bulk.confirm(form.order, seen, person=request.user, token=token)
    if job.owner_id != request.user.pk:
        raise PermissionDenied
    bulk.proceed(job, person=request.user)
    return HttpResponseRedirect(reverse("admin:articles_article_bulk_job", args=[job.pk]))


def _ask(
    model_admin: ModelAdmin, request: HttpRequest, form: BulkForm, articles: list[Article]
) -> HttpResponse:
    lists = not form.changes_the_list or (form.is_bound and form.is_valid())
    rows = bulk.forecast(form.order, articles, request.user) if lists else []
    label = Action(form.action).label
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"批量{label}",
        "opts": model_admin.opts,
        "form": form,
        "label": label,
        "articles": articles,
        "lists": lists,
        "listed": form.listed,
        "doable": [row for row in rows if not row.refusal],
        "refused": [row for row in rows if row.refusal],
        "ids": ",".join(str(article.pk) for article in articles),
        "token": request.POST.get("token") or uuid4().hex,
        "media": model_admin.media + form.media,
    }
    return render(request, "admin/articles/article/bulk.html", context)


@tried_again
def job_view(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a job has come; POST does its next portion, or stops it."""
    jobs = BulkJob.objects.filter(owner=request.user)
    job = jobs.filter(pk=pk).first() if is_key(pk) else None
    if job is None:
        raise Http404("没有这一批，或者不是您办的。")
    if request.method == "POST":
        if "stop" in request.POST:
            bulk.stop(job)
        else:
            bulk.proceed(job, person=request.user)
        return HttpResponseRedirect(request.path)
    return render(
        request,
        "admin/articles/article/bulk_job.html",
        {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            **_progress(job),
        },
    )


def _progress(job: BulkJob) -> dict[str, Any]:
    items = list(job.items.all())
    left = [item for item in items if item.state == BulkItem.State.WAITING]
    return {
        "title": f"批量{job.get_action_display()}",
        "job": job,
        "items": items,
        "size": len(items),
        "taken": len(items) - len(left),
        "done": sum(item.state == BulkItem.State.DONE for item in items),
        "skipped": sum(item.state == BulkItem.State.SKIPPED for item in items),
        "is_over": not left,
    }
