"""The workflow's confirmation page and the preview of a draft."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.widgets import AdminSplitDateTime
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from articles.admin.clashes import tried_again
from articles.admin.office import viewable
from articles.models import Article
from articles.public.page import chrome, read_site
from articles.public.views.articles import article_context
from articles.signing import content_hash
from articles.workflow import TRANSITIONS, Action, NotAllowed, perform, refusal


class OrderForm(forms.Form):
    """What an action asks for; each action shows only its own fields."""

    remark = forms.CharField(
        label="意见", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    public_notice = forms.CharField(
        label="公开说明",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="读者在原网址看到的说明；留空则只写“这篇文章已经撤下”。",
    )
    visible_from = forms.SplitDateTimeField(
        label="定时发布", required=False, widget=AdminSplitDateTime, help_text="留空为立即发布。"
    )
    visible_until = forms.SplitDateTimeField(
        label="到期下线", required=False, widget=AdminSplitDateTime, help_text="留空为长期公开。"
    )
    seen_hash = forms.CharField(
        widget=forms.HiddenInput,
        max_length=64,
        error_messages={"required": "请从稿件页面打开“签发”，看过内容再办理。"},
    )

    REMARKS = {Action.PUBLISH: "审核意见", Action.AMEND: "修订缘由", Action.WITHDRAW: "撤稿原因"}
    FIELDS = {
        Action.PUBLISH: {"remark", "visible_from", "visible_until", "seen_hash"},
        Action.AMEND: {"remark"},
        Action.WITHDRAW: {"remark", "public_notice"},
    }

    def __init__(self, action: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - self.FIELDS[action]:
            del self.fields[name]
        self.fields["remark"].required = TRANSITIONS[action].needs_remark
        self.fields["remark"].label = self.REMARKS[action]


TOO_LATE = "这篇稿件刚刚已被签发或删除，不能再保存。请复制您的文字，再从最新一版修订。"
KEPT_IN_ROWS = {"-caption": "图片说明", "-sentence": "数据的原句"}
KEPT_FIELDS = ("title", "subtitle", "summary", "body", "source", "change_note")


def too_late_view(
    model_admin: ModelAdmin, request: HttpRequest, article: Article | None
) -> HttpResponse:
    """Refuse a save that came too late, and show what was typed so that it can be copied."""
    typed = [
        (Article._meta.get_field(name).verbose_name, request.POST[name])
        for name in KEPT_FIELDS
        if request.POST.get(name)
    ]
    rows = [
        (label, value)
        for name, value in request.POST.items()
        for ending, label in KEPT_IN_ROWS.items()
        if name.endswith(ending) and value
    ]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "没有保存",
        "opts": model_admin.opts,
        "article": article,
        "reason": TOO_LATE,
        "typed": [*typed, *rows],
    }
    return render(request, "admin/articles/article/too_late.html", context, status=409)


@tried_again
def perform_view(
    model_admin: ModelAdmin, request: HttpRequest, pk: int, action: str
) -> HttpResponse:
    """GET asks, POST does; a refusal comes back as a form error with the typed text kept."""
    article = viewable(model_admin, request, pk)
    if action not in TRANSITIONS:
        raise Http404("没有这项操作。")
    posted = request.POST if request.method == "POST" else None
    seen = request.GET.get("seen") or content_hash(article)
    form = OrderForm(action, posted, initial={"seen_hash": seen})
    if form.is_valid():
        try:
            result = perform(action, article, actor=request.user, **form.cleaned_data)
        except NotAllowed as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _done(action, result))
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[result.pk]))
    return _ask(model_admin, request, article, action, form)


def _ask(
    model_admin: ModelAdmin, request: HttpRequest, article: Article, action: str, form: OrderForm
) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"{TRANSITIONS[action].label}：{article.title}",
        "opts": model_admin.opts,
        "article": article,
        "action": action,
        "transition": TRANSITIONS[action],
        "refusal": refusal(action, article, request.user),
        "form": form,
        "media": model_admin.media + form.media,
    }
    return render(request, "admin/articles/article/perform.html", context)


def _done(action: str, article: Article) -> str:
    if action == Action.AMEND:
        return f"已从《{article.title}》生成修订稿（第 {article.edition} 版），签发后公开。"
    return f"《{article.title}》：{article.stage}。"


def preview_view(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The draft in the readers' own template; for staff with the right to see it, never cached."""
    article = viewable(model_admin, request, pk)
    request.site = read_site()
    context = article_context(request, article)
    page = chrome(request, context["column"])
    if not refusal(Action.PUBLISH, article, request.user):
        sign = reverse("admin:articles_article_perform", args=[article.pk, Action.PUBLISH])
        context["sign_url"] = f"{sign}?{urlencode({'seen': content_hash(article)})}"
    response = render(request, "articles/article_preview.html", {**page, **context})
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
