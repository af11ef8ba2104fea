"""The history of an article: every save and step of every edition; any two compared, any one read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.paginator import Page, Paginator
from django.db.models import CharField, QuerySet, Value
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString, mark_safe

from articles.admin.history_restoring import restore_view, restoring_refusal
from articles.admin.history_versions import find_version, versions_of
from articles.admin.office import viewable
from articles.contents import (
    CAPTION_TEXTS,
    NAMED,
    TEXTS,
    Content,
    Row,
    caption_name,
    differences,
    figure_name,
    label_of,
    name_of,
    names_in,
    shown,
)
from articles.models import Article, ArticleVersion, PhotoCaption, WorkflowStep
from articles.text.sanitizing import sanitize_html

PER_PAGE = 30
SAVE, STEP = "save", "step"


@dataclass(frozen=True)
class Entry:
    """One line of the history: a save or a step."""

    at: datetime
    version: ArticleVersion | None = None
    step: WorkflowStep | None = None


def history_urls(model_admin: ModelAdmin) -> list[URLPattern]:
    """The pages beside the history itself, which Django's own address leads to."""

    def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        return model_admin.admin_site.admin_view(
            lambda request, **keys: view(model_admin, request, **keys)
        )

    return [
        path("<int:pk>/history/compare/", page(compare_view), name="articles_article_compare"),
        path(
            "<int:pk>/history/<int:version>/", page(version_view), name="articles_article_version"
        ),
        path(
            "<int:pk>/history/<int:version>/restore/",
            page(restore_view),
            name="articles_article_restore",
        ),
    ]


def history_view(model_admin: ModelAdmin, request: HttpRequest, pk: str) -> HttpResponse:
    """List all saves and steps of all editions, the newest first."""
    article = viewable(model_admin, request, pk)
    page = Paginator(_moments(article), PER_PAGE).get_page(request.GET.get("page"))
    entries = _entries(page)
    saves = [entry.version.pk for entry in entries if entry.version]
    return _render(
        model_admin,
        request,
        article,
        "history",
        title="修改历史",
        page=page,
        entries=entries,
        newest=saves[0] if saves else None,
        second=saves[1] if len(saves) > 1 else None,
        refusal=restoring_refusal(model_admin, request, article),
    )


def compare_view(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Show what changed between two saves; without ``old``, since the one before ``new``."""
    article = viewable(model_admin, request, pk)
    new = find_version(article, request.GET.get("new", ""))
    if request.GET.get("old"):
        old = find_version(article, request.GET["old"])
    else:
        old = _before(article, new)
    if old is None or old.pk == new.pk:
        messages.warning(
            request, "请选择两次不同的保存。" if old else "这是第一次保存，没有上一版。"
        )
        return HttpResponseRedirect(history_url(article))
    if _order(old) > _order(new):
        old, new = new, old
    return _render(
        model_admin,
        request,
        article,
        "compare",
        title="比较两次保存",
        old=old,
        new=new,
        differences=differences(old.content, new.content),
    )


def version_view(
    model_admin: ModelAdmin, request: HttpRequest, pk: int, version: int
) -> HttpResponse:
    """Show one kept content, field by field."""
    article = viewable(model_admin, request, pk)
    kept = find_version(article, version)
    return _render(
        model_admin,
        request,
        article,
        "version",
        title=f"第 {kept.article.edition} 版第 {kept.number} 次保存",
        version=kept,
        fields=_fields(kept.content),
        body=_body(kept.content),
        refusal=restoring_refusal(model_admin, request, article),
    )


def history_url(article: Article) -> str:
    return reverse("admin:articles_article_history", args=[article.pk])


def _order(version: ArticleVersion) -> tuple[int, int]:
    return (version.article.edition, version.number)


def _before(article: Article, version: ArticleVersion) -> ArticleVersion | None:
    earlier = versions_of(article).filter(
        article__edition__lte=version.article.edition,
    ).order_by("-article__edition", "-number")  # fmt: skip
    return next((found for found in earlier.defer("canonical")[: version.number + 1] if _order(found) < _order(version)), None)  # fmt: skip


def _moments(article: Article) -> QuerySet:
    """When something happened, newest first, as one query over both kinds of line."""
    kinds = []
    for model, kind in ((ArticleVersion, SAVE), (WorkflowStep, STEP)):
        rows = model.objects.filter(article__public_id=article.public_id).order_by()
        kinds.append(rows.values_list("at", "pk", Value(kind, output_field=CharField())))
    saves, steps = kinds
    return saves.union(steps, all=True).order_by("-at", "-pk")


def _entries(page: Page) -> list[Entry]:
    rows = list(page.object_list)
    keys = {kind: [pk for _, pk, found in rows if found == kind] for kind in (SAVE, STEP)}
    versions = ArticleVersion.objects.defer("canonical").select_related("article")
    steps = WorkflowStep.objects.select_related("article")
    found = {SAVE: versions.in_bulk(keys[SAVE]), STEP: steps.in_bulk(keys[STEP])}
    return [
        Entry(at, version=found[SAVE][pk]) if kind == SAVE else Entry(at, step=found[STEP][pk])
        for at, pk, kind in rows
    ]


def _body(content: Content) -> SafeString:
    return mark_safe(sanitize_html(content["body"]))  # noqa: S308 sanitised here and now


def _fields(content: Content) -> list[tuple[str, list[str]]]:
    """Return label and lines of everything but the body, what is empty left out."""
    names = names_in([content])
    fields = [("栏目", [name_of("channel", content["channel"], names)])]
    fields += [(label_of(name), [content.get(name, "")]) for name in TEXTS if name != "body"]
    fields += [
        (label_of(field), ["、".join(name_of(field, slug, names) for slug in content[field])])
        for field in NAMED
    ]
    for row in content["captions"]:
        fields.append((caption_name(row), _caption_lines(row)))
    for row in content["figures"]:
        number = f"{row['qualifier']}{row['printed']}{row['unit']}"
        fields.append((figure_name(row), [number, row["sentence"]]))
    fields.append(("新闻链接", [f"{label}（{url}）" for label, url in content["links"]]))
    return [(label, lines) for label, lines in fields if any(lines)]


def _caption_lines(row: Row) -> list[str]:
    return [
        f"{label_of(name, PhotoCaption)}：{shown(PhotoCaption, name, row[name])}"
        for name in CAPTION_TEXTS
        if row[name] not in {"", None} and name not in {"caption", "kind", "position"}
    ]


def _render(
    model_admin: ModelAdmin,
    request: HttpRequest,
    article: Article,
    page_name: str,
    **context: object,
) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "article": article,
        **context,
    }
    return render(request, f"admin/articles/article/{page_name}.html", context)
