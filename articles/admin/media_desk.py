"""The media desk 图片台: what is awaited, what lacks its rights, alt or credit, one slot."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles import versions
from articles.admin.clashes import tried_again
from articles.admin.forms import thumbnail
from articles.admin.media_desk_forms import DetailsForm, cleaned_files
from articles.admin.office import is_key
from articles.models import Article, PhotoCaption, StoredPicture
from articles.picture_library import awaited, awaiting, lacking, said_of_twins

ARTICLES_A_PAGE, SLOTS_A_PAGE = 10, 20
JUST_NOW = timedelta(minutes=5)
DESK = "admin:articles_media_desk"
TABS = (
    (DESK, "待补的图片"),
    (f"{DESK}_lacking", "缺说明的图片"),
    (f"{DESK}_files", "全部文件"),
    (f"{DESK}_unused", "没有用到的文件"),
    (f"{DESK}_duplicates", "重复的文件"),
    (f"{DESK}_missing", "丢失的文件"),
)


def desk_urls(model_admin: ModelAdmin) -> list[URLPattern]:
    """Return the addresses of the desk; its lists of files are in ``media_desk_files``."""
    view = model_admin.admin_site.admin_view

    def page(address: str, shown: Callable, name: str) -> URLPattern:
        return path(
            f"media-desk/{address}",
            view(lambda request, **key: shown(request, model_admin, **key)),
            name=f"articles_media_desk{name}",
        )

    return [
        page("", awaited_view, ""),
        page("lacking/", lacking_view, "_lacking"),
        page("slot/<int:pk>/", slot_view, "_slot"),
        page("article/<int:pk>/", upload_view, "_upload"),
    ]


def desk_page(
    request: HttpRequest, model_admin: ModelAdmin, template: str, **context: Any
) -> HttpResponse:
    """Render one page of the desk with its tabs."""
    here = f"admin:{request.resolver_match.url_name}"
    page = {
        **model_admin.admin_site.each_context(request),
        "title": "图片台",
        "opts": model_admin.opts,
        "tabs": [(reverse(name), label, name == here) for name, label in TABS],
        **context,
    }
    return render(request, f"admin/articles/media_desk/{template}.html", page)


def paged(request: HttpRequest, rows: QuerySet | list, *, size: int) -> Page:
    """Return the page that ``?page=`` names, the nearest there is for any other value."""
    wanted = request.GET.get("page", "1")
    return Paginator(rows, size).get_page(wanted if is_key(wanted) else 1)


def allow_viewing(request: HttpRequest, model_admin: ModelAdmin) -> None:
    """Raise PermissionDenied for somebody who may not see pictures."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied


def obstacle(request: HttpRequest, model_admin: ModelAdmin, article: Article) -> str:
    """Say in Chinese why this person does not change the pictures of *article* now."""
    if article.is_internal and not article.is_draft:
        return f"稿件在“{article.stage}”，退回或撤回之后才能补图。"
    if not article.is_draft:
        return "已发布的一版不能改，修订后补图。"
    articles = model_admin.admin_site.get_model_admin(Article)
    if not articles.has_change_permission(request, article):
        return "您没有修改这篇稿件的权限。"
    return ""


@require_safe
def awaited_view(request: HttpRequest, model_admin: ModelAdmin) -> HttpResponse:
    """All captions that wait for their picture, by article, the oldest first."""
    allow_viewing(request, model_admin)
    slots = Prefetch("captions", awaited(), to_attr="slots")
    page = paged(
        request,
        awaiting().select_related("channel").prefetch_related(slots),
        size=ARTICLES_A_PAGE,
    )
    obstacle_of = _remembered(request, model_admin)
    groups = [{"article": article, "obstacle": obstacle_of(article)} for article in page]
    return desk_page(
        request,
        model_admin,
        "awaited",
        page=page,
        groups=groups,
        total=awaited().filter(article__in=awaiting()).count(),
        may_amend=request.user.has_perm("articles.add_article"),
    )


def _remembered(request: HttpRequest, model_admin: ModelAdmin) -> Callable[[Article], str]:
    """Return ``obstacle``, asked once for each channel and status: it asks the database."""
    known: dict[tuple, str] = {}

    def of(article: Article) -> str:
        key = (article.channel_id, article.status, article.stage)
        if key not in known:
            known[key] = obstacle(request, model_admin, article)
        return known[key]

    return of


@require_safe
def lacking_view(request: HttpRequest, model_admin: ModelAdmin) -> HttpResponse:
    """Pictures without rights, photographer or alternative text; drafts are mended here."""
    allow_viewing(request, model_admin)
    page = paged(request, lacking(), size=SLOTS_A_PAGE)
    obstacle_of = _remembered(request, model_admin)
    cards = [_card(slot, obstacle_of(slot.article)) for slot in page]
    return desk_page(
        request,
        model_admin,
        "lacking",
        page=page,
        cards=cards,
        may_amend=request.user.has_perm("articles.add_article"),
    )


def _card(slot: PhotoCaption, refusal: str, form: DetailsForm | None = None) -> dict[str, Any]:
    lacks = {
        "版权": not slot.rights,
        "摄影": not slot.photographer,
        "替代文字": not (slot.alt_text or slot.is_decorative),
    }
    return {
        "slot": slot,
        "thumbnail": thumbnail(slot.image) if slot.image else "",
        "lacks": [name for name, is_missing in lacks.items() if is_missing],
        "obstacle": refusal,
        "form": None if refusal else form or DetailsForm(instance=slot),
    }


@tried_again
def slot_view(request: HttpRequest, model_admin: ModelAdmin, pk: int) -> HttpResponse:
    """One picture: its file is replaced and its details are mended here, on a draft."""
    allow_viewing(request, model_admin)
    with transaction.atomic():
        slot = _locked_slot(pk)
        refusal = obstacle(request, model_admin, slot.article)
        form = None
        if request.method == "POST":
            if refusal:
                messages.error(request, f"没有保存：{refusal}")
                return HttpResponseRedirect(request.path)
            form = DetailsForm(request.POST, instance=slot)
            if form.is_valid():
                reason = "图片台改图片说明"
                with versions.saving(slot.article, actor=request.user, reason=reason):
                    form.save()
                messages.success(request, f"《{slot.article}》第 {slot.number} 图的说明已保存。")
                back = f"{DESK}_lacking" if request.POST.get("back") == "lacking" else None
                return HttpResponseRedirect(reverse(back) if back else request.path)
            slot = PhotoCaption.objects.select_related("article").get(pk=slot.pk)
    return desk_page(
        request,
        model_admin,
        "slot",
        card=_card(slot, refusal, form),
        article=slot.article,
        may_amend=request.user.has_perm("articles.add_article"),
    )


def _locked_slot(pk: int) -> PhotoCaption:
    """Return the slot, its edition locked; 404 when there is none."""
    slot = PhotoCaption.objects.filter(pk=pk).first() if is_key(pk) else None
    if slot is None:
        raise Http404("没有这个图片位，可能已被删除。")
    slot.article = Article.objects.select_for_update().get(pk=slot.article_id)
    return slot


@require_POST
@tried_again
def upload_view(request: HttpRequest, model_admin: ModelAdmin, pk: int) -> HttpResponse:
    """Put the chosen files into their slots of one draft; what is refused is said, one by one."""
    allow_viewing(request, model_admin)
    passed, refused = cleaned_files(request.FILES)
    with transaction.atomic():
        article = Article.objects.select_for_update().filter(pk=pk).first() if is_key(pk) else None
        if article is None:
            raise Http404("没有这篇稿件，可能已被删除。")
        refusal = obstacle(request, model_admin, article)
        if refusal:
            messages.error(request, f"图片没有存上：{refusal}")
        else:
            _put(request, article, passed, refused)
    slots = list(article.captions.values_list("pk", flat=True))
    only = next((key for key in (*passed, *refused) if key in slots), None)
    if request.POST.get("back") == "slot" and only:
        return HttpResponseRedirect(reverse(f"{DESK}_slot", args=[only]))
    page = request.POST.get("page", "")
    return HttpResponseRedirect(reverse(DESK) + (f"?page={page}" if is_key(page) else ""))


def _put(request: HttpRequest, article: Article, passed: dict, refused: dict) -> None:
    """Store what passed into slots nobody else filled meanwhile; tell of each."""
    slots = {slot.pk: slot for slot in article.captions.all()}
    stored = []
    for key, reason in refused.items():
        if key in slots:
            messages.error(request, f"第 {slots[key].number} 图没有存上：{reason}")
    for key in (key for key in passed if key in slots):
        slot = slots[key]
        reason = _why_not_here(slot, request.POST.get(f"seen-{key}", ""))
        if reason:
            messages.error(request, f"第 {slot.number} 图没有存上：{reason}")
            continue
        slot.image = passed[key]
        stored.append(slot)
    if stored:
        with versions.saving(article, actor=request.user, reason="图片台补图"):
            for slot in stored:
                slot.save(update_fields=["image"])
        claim((slot.image.name for slot in stored), request.user)
        messages.success(request, f"《{article}》已存上 {len(stored)} 幅图片。")
        tell_of_twins(request, stored)
    elif not passed and not refused:
        messages.warning(request, "没有选择文件。")


def _why_not_here(slot: PhotoCaption, seen: str) -> str:
    if slot.kind != PhotoCaption.Kind.PHOTO:
        return "视频位不能放图片。"
    if slot.image.name != seen and (slot.image or seen):
        return "您打开之后，别人已经补过或换过这幅图。请看过现在的图片再换。"
    return ""


def claim(names: Iterable[str], user: AbstractBaseUser) -> None:
    """Write down that *user* brought these files, unless somebody else had."""
    StoredPicture.objects.filter(name__in=list(names), uploaded_by=None).update(uploaded_by=user)


def tell_of_twins(request: HttpRequest, slots: Iterable[PhotoCaption]) -> None:
    """Say of each of *slots* whose picture is used elsewhere already; it is allowed."""
    for slot in slots:
        said = said_of_twins(slot.image.name)
        if said:
            messages.warning(request, f"第 {slot.number} 图：{said}")


def claim_new_pictures(request: HttpRequest, article: Article) -> None:
    """After a saved article form: whose the new files are, and which are used already."""
    names = list(article.captions.exclude(image="").values_list("image", flat=True))
    just_now = timezone.now() - JUST_NOW
    fresh = StoredPicture.objects.filter(name__in=names, uploaded_by=None, uploaded_at__gt=just_now)
    new = list(fresh.values_list("name", flat=True))
    if new:
        claim(new, request.user)
        tell_of_twins(request, article.captions.filter(image__in=new))
