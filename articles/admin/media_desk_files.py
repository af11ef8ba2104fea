"""The media desk's lists of files: all, unused, the same twice, missing; and deleting."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe

from articles.admin.clashes import tried_again
from articles.admin.media_desk import DESK, allow_viewing, desk_page, paged
from articles.admin.office import is_key
from articles.imaging import rendition_name, rendition_widths
from articles.models import StoredPicture
from articles.picture_library import (
    SPARED,
    NotDeleted,
    Use,
    delete,
    duplicated,
    missing,
    obstacle,
    register_found,
    unused,
    uses_of,
)

FILES_A_PAGE, GROUPS_A_PAGE = 30, 15
DELETED_AT_ONCE = 30
REGISTERED_AT_ONCE = 300
MAY_DELETE = "articles.delete_storedpicture"


def file_urls(model_admin: ModelAdmin) -> list[URLPattern]:
    """Return the addresses of the lists of files."""
    view = model_admin.admin_site.admin_view
    pages = {
        "files": files_view,
        "unused": unused_view,
        "duplicates": duplicates_view,
        "missing": missing_view,
        "delete": delete_view,
        "register": register_view,
    }
    return [
        path(
            f"media-desk/{name}/",
            view(lambda request, shown=shown: shown(request, model_admin)),
            name=f"articles_media_desk_{name}",
        )
        for name, shown in pages.items()
    ]


def _rows(pictures: list[StoredPicture]) -> list[dict[str, Any]]:
    uses = uses_of([picture.name for picture in pictures])
    return [
        {"picture": picture, "uses": uses[picture.name], "thumbnail": _thumbnail(picture.name)}
        for picture in pictures
    ]


def _thumbnail(name: str) -> str:
    """Return the address of the smallest rendition."""
    widths = rendition_widths(name)
    return default_storage.url(rendition_name(name, width=widths[0]) if widths else name)


@require_safe
def files_view(request: HttpRequest, model_admin: ModelAdmin) -> HttpResponse:
    """Every registered file, the newest first, with what shows it."""
    allow_viewing(request, model_admin)
    pictures = StoredPicture.objects.select_related("uploaded_by")
    page = paged(request, pictures, size=FILES_A_PAGE)
    return desk_page(request, model_admin, "files", page=page, rows=_rows(list(page)))


@require_safe
def unused_view(request: HttpRequest, model_admin: ModelAdmin) -> HttpResponse:
    """Files that nothing shows, the oldest first; those with the right delete them."""
    allow_viewing(request, model_admin)
    page = paged(request, unused().select_related("uploaded_by"), size=FILES_A_PAGE)
    return desk_page(
        request,
        model_admin,
        "unused",
        page=page,
        rows=_rows(list(page)),
        may_delete=request.user.has_perm(MAY_DELETE),
        spared_hours=int(SPARED.total_seconds() // 3600),
    )


@require_safe
def duplicates_view(request: HttpRequest, model_admin: ModelAdmin) -> HttpResponse:
    """Files of one and the same content, with what shows each."""
    allow_viewing(request, model_admin)
    page = paged(request, duplicated(), size=GROUPS_A_PAGE)
    digests = [row["sha256"] for row in page]
    twins = StoredPicture.objects.filter(sha256__in=digests).select_related("uploaded_by")
    groups: dict[str, list] = {digest: [] for digest in digests}
    for row in _rows(list(twins)):
        groups[row["picture"].sha256].append(row)
    return desk_page(request, model_admin, "duplicates", page=page, groups=list(groups.values()))


@require_safe
def missing_view(request: HttpRequest, model_admin: ModelAdmin) -> HttpResponse:
    """Pictures that something shows and the disk has not."""
    allow_viewing(request, model_admin)
    page = paged(request, missing(), size=FILES_A_PAGE)
    uses: dict[str, list[Use]] = uses_of(list(page))
    rows = [{"name": name, "uses": uses[name]} for name in page]
    return desk_page(request, model_admin, "missing", page=page, rows=rows)


@require_POST
@tried_again
def delete_view(request: HttpRequest, model_admin: ModelAdmin) -> HttpResponse:
    """Ask first, with what will happen to each chosen file; then delete what nothing shows."""
    _allow_deleting(request, model_admin)
    keys = [int(key) for key in request.POST.getlist("picture") if is_key(key)][:DELETED_AT_ONCE]
    if not keys:
        messages.warning(request, "没有选择文件。")
        return HttpResponseRedirect(reverse(f"{DESK}_unused"))
    if "confirmed" in request.POST:
        return _delete(request, keys)
    rows = _rows(list(StoredPicture.objects.filter(pk__in=keys).select_related("uploaded_by")))
    for row in rows:
        row["obstacle"] = obstacle(row["picture"])
    return desk_page(
        request,
        model_admin,
        "delete",
        rows=rows,
        going=[row for row in rows if not row["obstacle"]],
    )


def _allow_deleting(request: HttpRequest, model_admin: ModelAdmin) -> None:
    allow_viewing(request, model_admin)
    if not request.user.has_perm(MAY_DELETE):
        raise PermissionDenied("您没有删除图片文件的权限。")


def _delete(request: HttpRequest, keys: list[int]) -> HttpResponse:
    deleted = 0
    for key in keys:
        try:
            delete(key)
            deleted += 1
        except NotDeleted as reason:
            messages.error(request, f"有一个文件没有删除：{reason}")
    if deleted:
        messages.success(request, f"已删除 {deleted} 个没有用到的文件。")
    return HttpResponseRedirect(reverse(f"{DESK}_unused"))


@require_POST
def register_view(request: HttpRequest, model_admin: ModelAdmin) -> HttpResponse:
    """Take stock of the disk: files that no row names are registered, some hundreds at once."""
    _allow_deleting(request, model_admin)
    done, left = register_found(most=REGISTERED_AT_ONCE)
    more = f"还有 {left} 个，请再点一次。" if left else "磁盘上的图片都已登记。"
    messages.success(request, f"新登记 {done} 个文件。{more}")
    return HttpResponseRedirect(reverse(f"{DESK}_unused"))
