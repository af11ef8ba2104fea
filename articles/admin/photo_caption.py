"""The picture desk: every slot of every article; a slot is edited with its article."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.html import format_html

from articles.admin.forms import thumbnail
from articles.admin.media_desk import desk_urls
from articles.admin.media_desk_files import file_urls
from articles.admin.office import OfficeAdmin
from articles.models import PhotoCaption


class AwaitedFilter(admin.SimpleListFilter):
    title = "文件"
    parameter_name = "awaited"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("yes", "待补"), ("no", "已有")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "yes":
            return queryset.filter(image="")
        return queryset.exclude(image="") if self.value() == "no" else queryset


@admin.register(PhotoCaption)
class PhotoCaptionAdmin(OfficeAdmin):
    list_display = ["thumbnail", "caption", "kind", "in_article", "photographer", "rights"]
    list_display_links = None
    actions = None
    list_filter = [AwaitedFilter, "kind"]
    list_select_related = ["article"]
    search_fields = ["caption", "article__title", "photographer"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: PhotoCaption | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: PhotoCaption | None = None) -> bool:
        """Only together with the draft it belongs to, or from one."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and obj is not None and obj.article.is_draft

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        """The right to delete is needed when a draft goes; a slot alone is removed in its draft."""
        raise PermissionDenied("图片位请在它的草稿里删除，以免绕过流转记录。")

    def get_urls(self) -> list[URLPattern]:
        return [*desk_urls(self), *file_urls(self), *super().get_urls()]

    @admin.display(description="图")
    def thumbnail(self, slot: PhotoCaption) -> str:
        return "待补" if slot.is_awaited else thumbnail(slot.image)

    @admin.display(description="所在稿件", ordering="article")
    def in_article(self, slot: PhotoCaption) -> str:
        url = reverse("admin:articles_article_change", args=[slot.article_id])
        return format_html(
            '<a href="{}">{}（第 {} 版）</a>', url, slot.article, slot.article.edition
        )
