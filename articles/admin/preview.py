"""Any edition in the readers' own template, and the frame that shows it at three widths."""

from dataclasses import dataclass
from urllib.parse import urlencode

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from articles.admin.office import viewable
from articles.models import Article
from articles.public.drafts import as_printed, in_traditional, show_edition
from articles.workflow import LEVELS, TRANSITIONS, Action, Case, refusal_in


@dataclass(frozen=True)
class Choice:
    """One of several ways to look at an edition; the first of its kind needs no parameter."""

    key: str
    label: str


WIDTHS = (
    Choice("phone", "手机（390）"),
    Choice("tablet", "平板（768）"),
    Choice("desktop", "电脑（1280）"),
    Choice("all", "三种并排"),
)
SCRIPTS = (Choice("hans", "简体"), Choice("hant", "繁體"))
FORMS = (Choice("normal", "普通版"), Choice("elder", "无障碍版"), Choice("print", "打印（近似）"))
KINDS = {"width": WIDTHS, "script": SCRIPTS, "form": FORMS}
LEGENDS = {"width": "宽度", "script": "文字", "form": "版式"}


def preview_urls(model_admin: ModelAdmin) -> list[URLPattern]:
    """Return the addresses of the two pages; these alone touch the policy on frames."""
    view = model_admin.admin_site.admin_view
    framed = xframe_options_sameorigin(csp_replace({"frame-ancestors": [SELF]})(preview_view))
    frame = csp_update({"frame-src": [SELF]})(frame_view)
    return [
        path(
            "<int:pk>/preview/",
            view(lambda request, pk: framed(request, model_admin, pk)),
            name="articles_article_preview",
        ),
        path(
            "<int:pk>/preview/frame/",
            view(lambda request, pk: frame(request, model_admin, pk)),
            name="articles_article_preview_frame",
        ),
    ]


@require_safe
def preview_view(request: HttpRequest, model_admin: ModelAdmin, pk: int) -> HttpResponse:
    """The edition as readers would see it; for staff with the right to see it, never cached."""
    article = viewable(model_admin, request, pk)
    show = in_traditional if request.GET.get("script") == "hant" else show_edition
    response = show(
        request,
        article,
        "articles/article_preview.html",
        next_steps=_next_steps(article, request.user),
        is_framed="framed" in request.GET,
    )
    return as_printed(response) if request.GET.get("form") == "print" else response


@require_safe
def frame_view(request: HttpRequest, model_admin: ModelAdmin, pk: int) -> HttpResponse:
    """The preview in a frame as wide as the chosen screen; every choice is a plain link."""
    article = viewable(model_admin, request, pk)
    chosen = {kind: _chosen(request, kind) for kind in KINDS}
    shown = WIDTHS[:-1] if chosen["width"].key == "all" else (chosen["width"],)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"预览：{article}",
        "opts": model_admin.opts,
        "article": article,
        "frames": shown,
        "address": _framed_address(article, chosen),
        "choices": [_links(kind, chosen) for kind in KINDS],
        "editions": Article.objects.filter(public_id=article.public_id)
        .order_by("edition")
        .only("pk", "edition", "status", "visible_from", "visible_until", "replaced_by_edition"),
    }
    return render(request, "admin/articles/article/preview_frame.html", context)


def _chosen(request: HttpRequest, kind: str) -> Choice:
    wanted = request.GET.get(kind, "")
    return next((choice for choice in KINDS[kind] if choice.key == wanted), KINDS[kind][0])


def _query(chosen: dict[str, Choice]) -> dict[str, str]:
    """Return the parameters of a choice, without those that say what is said anyway."""
    return {kind: choice.key for kind, choice in chosen.items() if choice != KINDS[kind][0]}


def _links(kind: str, chosen: dict[str, Choice]) -> dict[str, object]:
    links = [
        {
            "label": choice.label,
            "query": urlencode(_query({**chosen, kind: choice})),
            "is_chosen": choice == chosen[kind],
        }
        for choice in KINDS[kind]
    ]
    return {"legend": LEGENDS[kind], "links": links}


def _framed_address(article: Article, chosen: dict[str, Choice]) -> str:
    asked = _query({kind: choice for kind, choice in chosen.items() if kind != "width"})
    if asked.get("form") == "elder":
        asked["mode"] = "elder"
    query = urlencode({"framed": "1", **asked})
    return f"{reverse('admin:articles_article_preview', args=[article.pk])}?{query}"


def _next_steps(article: Article, user: AbstractBaseUser) -> list[dict[str, str]]:
    """Return what *user* may sign after reading this page, each bound to what it shows."""
    case = Case(article)
    return [
        {
            "label": TRANSITIONS[action].label,
            "url": reverse("admin:articles_article_perform", args=[article.pk, action])
            + "?"
            + urlencode({"seen": case.digest}),
        }
        for action in (*LEVELS, Action.REVIEW_SECRECY, Action.PUBLISH)
        if not refusal_in(case, action, user)
    ]
