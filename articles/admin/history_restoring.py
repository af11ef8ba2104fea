"""Bringing back an earlier content: into the draft there is, or into a new one."""

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from articles import versions
from articles.admin.clashes import tried_again
from articles.admin.history_versions import find_version
from articles.admin.office import viewable
from articles.contents import TEXTS
from articles.models import Article, ArticleVersion
from articles.restoring import restore_content
from articles.roles import may_work_in
from articles.workflow import Action, NotAllowed, perform, refusal

OVERTAKEN = "您打开确认页之后，草稿又被保存过。请看过最新的历史，再决定是否恢复。"


class RestoringForm(forms.Form):
    """What was in sight when the restoring was confirmed."""

    seen_saves = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


def restoring_refusal(model_admin: ModelAdmin, request: HttpRequest, article: Article) -> str:
    """Return why nothing can be restored now; "" when there is a draft or one can be made."""
    newest = _newest(article)
    if not newest.is_internal:
        allowed = model_admin.has_add_permission(request)
        return "" if allowed else "您没有恢复旧稿的权限。"
    if not newest.is_draft:
        return f"稿件目前是“{newest.stage}”，退回或撤回之后才能恢复。"
    allowed = model_admin.has_change_permission(request, newest)
    return "" if allowed else "您没有修改这篇稿件的权限。"


@tried_again
def restore_view(
    model_admin: ModelAdmin, request: HttpRequest, pk: int, version: int
) -> HttpResponse:
    """GET asks, POST does; a refusal is said on the same page."""
    article = viewable(model_admin, request, pk)
    kept = find_version(article, version)
    draft = _newest(article)
    reason = restoring_refusal(model_admin, request, article)
    form = RestoringForm(request.POST if request.method == "POST" else None)
    if not reason and form.is_valid():
        try:
            restored, lost = _restore(request, kept, form.cleaned_data["seen_saves"])
        except NotAllowed as refused:
            reason = str(refused)
        else:
            _tell(request, restored, kept, lost)
            return HttpResponseRedirect(
                reverse("admin:articles_article_change", args=[restored.pk])
            )
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"恢复到第 {kept.article.edition} 版第 {kept.number} 次保存",
        "opts": model_admin.opts,
        "article": article,
        "version": kept,
        "draft": draft if draft.is_draft else None,
        "form": RestoringForm(initial={"seen_saves": draft.saves}),
        "refusal": reason,
    }
    return render(request, "admin/articles/article/restore.html", context)


@transaction.atomic
def _restore(
    request: HttpRequest, kept: ArticleVersion, seen_saves: int | None
) -> tuple[Article, list[str]]:
    """Write the content back and keep it as a version of its own, under the article's lock."""
    editions = Article.objects.select_for_update().filter(public_id=kept.article.public_id)
    newest = list(editions.order_by("edition"))[-1]
    if newest.is_draft:
        if seen_saves != newest.saves:
            raise NotAllowed(OVERTAKEN)
        draft = newest
    else:
        draft = _new_draft(request, kept.article, newest)
    same = draft.pk == kept.article_id
    fields = TEXTS if same else [name for name in TEXTS if name != "change_note"]
    with versions.saving(draft, actor=request.user, reason=_reason(kept, draft)):
        channel = draft.channel
        lost = restore_content(draft, kept.content, fields=fields)
        if not may_work_in(request.user, draft.channel):
            lost.append(f"栏目：{draft.channel}（您没有分到）")
            draft.channel = channel
    return draft, lost


def _new_draft(request: HttpRequest, edition: Article, newest: Article) -> Article:
    """Make the draft as the workflow does: from an old edition, or from the newest."""
    action = Action.AMEND if edition.pk == newest.pk else Action.RESTORE
    if reason := refusal(action, edition, request.user):
        raise NotAllowed(reason)
    return perform(
        action, edition, actor=request.user, remark=f"恢复旧稿（第 {edition.edition} 版）"
    )


def _reason(kept: ArticleVersion, draft: Article) -> str:
    other = f"第 {kept.article.edition} 版" if kept.article_id != draft.pk else ""
    return f"恢复到{other}第 {kept.number} 次保存"


def _tell(request: HttpRequest, draft: Article, kept: ArticleVersion, lost: list[str]) -> None:
    messages.success(request, f"已{_reason(kept, draft)}；恢复前的内容仍在历史里。")
    if lost:
        messages.warning(request, f"下列已不存在或不归您办，没有恢复：{'；'.join(lost)}。")


def _newest(article: Article) -> Article:
    return Article.objects.filter(public_id=article.public_id).latest("edition")
