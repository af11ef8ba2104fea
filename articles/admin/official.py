"""Officials and their posts."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.admin.forms import GuardedForm, PictureInput, TaggedForm, thumbnail
from articles.admin.inlines import BoundedInline
from articles.admin.office import FixedAddressAdmin
from articles.admin.record_history import RecordAdmin
from articles.models import Official, Post
from articles.models.picture_field import PictureField


class OfficialForm(GuardedForm, TaggedForm):
    class Meta:
        model = Official
        fields = "__all__"


class PostInline(BoundedInline, admin.StackedInline):
    model = Post
    extra = 0
    fields = ["title", ("held_from", "held_until", "stated_on"), "position"]


@admin.register(Official)
class OfficialAdmin(RecordAdmin, FixedAddressAdmin):
    form = OfficialForm
    inlines = [PostInline]
    list_display = ["thumbnail", "name", "disambiguator", "current_posts"]
    list_display_links = ["name"]
    search_fields = ["name", "aliases", "posts__title"]
    formfield_overrides = {
        **FixedAddressAdmin.formfield_overrides,
        PictureField: {"widget": PictureInput},
    }
    fields = ["name", "disambiguator", "aliases", "portrait", "biography", "tags", "slug"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("posts")

    @admin.display(description="照片")
    def thumbnail(self, official: Official) -> str:
        return thumbnail(official.portrait) if official.portrait else ""

    @admin.display(description="职务")
    def current_posts(self, official: Official) -> str:
        return "；".join(post.title for post in official.posts.all())
