"""The workflow's confirmation page."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles.admin.clashes import tried_again
from articles.admin.office import viewable
from articles.admin.order_form import OrderForm
from articles.models import Article
from articles.signing import content_hash
from articles.workflow import (
    TRANSITIONS,
    Action,
    NotAllowed,
    perform,
    refusal,
)

EXPLANATIONS = {
    Action.SUBMIT: "送审后稿件锁定，由三位同志依次审校。需要再改，可以撤回。",
    Action.RECALL: "稿件回到草稿，可以再改；这一轮已有的签名不再算数。",
    Action.SEND_BACK: "稿件回到草稿，写稿人会看到原因；这一轮已有的签名不再算数。",
    Action.REVIEW_SECRECY: "结论只对当前这份内容有效，内容再有改动须重新审查。",
    Action.PUBLISH: (
        "发布后读者看到这一版（填了定时发布的，到时公开），旧版同时结束。"
        "发布的内容不能再改，只能修订。"
    ),
    Action.PUBLISH_URGENTLY: (
        "不等三审立即发布，只用于突发情况。原因和经办人永久留痕，"
        "须在 24 小时内由另一位同志补签；补签之前稿件一直标红。"
    ),
    Action.EXPIRE: "到这个时间读者不再看到这篇稿件；留空为长期公开。",
    Action.WITHDRAW: (
        "整篇撤下：正在公开的和待发布的各版一起撤下。读者在原网址看到撤稿说明，"
        "列表、标签、订阅里都不再出现。"
    ),
    Action.AMEND: "从这一版生成一份修订稿。读者看到的不变，修订稿审完发布后才公开。",
    Action.RESTORE: "把这一旧版的内容恢复成一份新的修订稿，审完发布后才公开。",
}
TOO_LATE = (
    "这篇稿件刚刚已被送审、发布或删除，不能再保存。请复制您的文字，"
    "再请审核人退回（或撤回送审），已发布的从最新一版修订。"
)
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
    form = OrderForm(action, article, posted, initial={"seen_hash": seen})
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
        "title": f"{TRANSITIONS[action].label}：{article}",
        "opts": model_admin.opts,
        "article": article,
        "action": action,
        "transition": TRANSITIONS[action],
        "explanation": EXPLANATIONS.get(action, ""),
        "refusal": refusal(action, article, request.user),
        "form": form,
        "media": model_admin.media + form.media,
    }
    return render(request, "admin/articles/article/perform.html", context)


MADE = (Action.AMEND, Action.RESTORE)


def _done(action: str, article: Article) -> str:
    if action in MADE:
        return f"已生成《{article}》的修订稿（第 {article.edition} 版），审完发布后读者才看到。"
    if action == Action.REVIEW_SECRECY:
        return f"《{article}》：保密审查结论已记录。"
    if article.visible_from and article.stage == "待发布":
        when = timezone.localtime(article.visible_from)
        return f"《{article}》将于 {when:%Y-%m-%d %H:%M} 发布。"
    return f"《{article}》：{TRANSITIONS[action].label}已办理，目前是“{article.stage}”。"
