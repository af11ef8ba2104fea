"""Articles: writing drafts, and the buttons that hand them to the workflow."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles import versions
from articles.admin.article_desk import desk_of
from articles.admin.article_list import ArticleListMixin
from articles.admin.article_views import TOO_LATE, perform_view, too_late_view
from articles.admin.conflict_views import OVERTAKEN, apply_choices, conflict_in
from articles.admin.copies import acknowledge
from articles.admin.editor_policy import editor_page
from articles.admin.forms import PictureInput, TaggedForm, thumbnail
from articles.admin.history import history_urls, history_view
from articles.admin.inlines import BoundedInline
from articles.admin.key_figure import KeyFigureInline, ShownKeyFigureInline
from articles.admin.media_desk import claim_new_pictures
from articles.admin.office import AutocompleteMixin, OfficeAdmin
from articles.admin.presence import others_at, presence_view
from articles.admin.preview import preview_urls
from articles.admin.preview_links import links_of, preview_link_urls
from articles.admin.proofreading_views import PastedBody, ProofreadAdmin
from articles.admin.stage_filter import MineFilter, StageFilter
from articles.admin.uploads import upload_picture
from articles.models import Article, PhotoCaption, RelatedLink
from articles.models.picture_field import PictureField
from articles.roles import may_work_in
from articles.workflow import Case


class CaptionForm(TaggedForm):
    class Meta:
        model = PhotoCaption
        fields = "__all__"


class CaptionInline(BoundedInline, AutocompleteMixin, admin.StackedInline):
    """Pictures and video slots, each with its thumbnail."""

    model = PhotoCaption
    form = CaptionForm
    extra = 0
    view_on_site = False
    autocomplete_fields = ["officials", "enterprises"]
    formfield_overrides = {PictureField: {"widget": PictureInput}}
    fields = [
        ("kind", "position"),
        "image",
        "caption",
        ("alt_text", "is_decorative"),
        ("photographer", "rights"),
        ("taken_where", "taken_when"),
        "officials",
        "enterprises",
        "tags",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("officials", "enterprises")


class ShownCaptionInline(admin.TabularInline):
    """The pictures for those who look at an edition and do not change it."""

    model = PhotoCaption
    extra = 0
    view_on_site = False
    fields = ["thumbnail", "kind", "caption", "alt_text", "credit", "named"]
    readonly_fields = ["thumbnail", "credit", "named"]

    @admin.display(description="摄影、版权、时地")
    def credit(self, slot: PhotoCaption) -> str:
        known = (slot.photographer, slot.rights, slot.taken_where, slot.taken_when)
        return "；".join(text for text in known if text)

    @admin.display(description="图中与标签")
    def named(self, slot: PhotoCaption) -> str:
        records = (*slot.officials.all(), *slot.enterprises.all(), *slot.tags.all())
        return "、".join(map(str, records))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        named = ("officials", "enterprises", "tags")
        return super().get_queryset(request).prefetch_related(*named)

    @admin.display(description="图")
    def thumbnail(self, slot: PhotoCaption) -> str:
        return thumbnail(slot.image) if slot.image else "待补"


class LinkInline(BoundedInline, admin.TabularInline):
    model = RelatedLink
    extra = 0
    fields = ["label", "url", "position"]


class ArticleForm(PastedBody, TaggedForm):
    """A draft. A copy opened before somebody else's save is refused, with the text kept (P4)."""

    seen_saves = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    save_reason = forms.CharField(
        label="这次改了什么（选填）", required=False, max_length=200, widget=AdminTextInputWidget,
        help_text="写一句，记入修改历史；读者看不到。",
    )  # fmt: skip

    class Meta:
        model = Article
        fields = "__all__"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.overtaken: Article | None = None
        self.initial["seen_saves"] = self.instance.saves
        self.initial["seen_version"] = versions.last_number(self.instance)
        if "summary" in self.fields:
            self.fields["summary"].widget.attrs["rows"] = 4

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk is None:
            return cleaned
        current = Article.objects.select_for_update().filter(pk=self.instance.pk).first()
        if current is None or not current.is_draft:
            raise forms.ValidationError(TOO_LATE)
        if cleaned.get("seen_saves") != current.saves:
            self.overtaken = current
            raise forms.ValidationError(OVERTAKEN)
        return cleaned

    def clean_manuscript(self) -> str:
        """Browsers send CRLF; the manuscript keeps the line ends it was pasted with."""
        return self.cleaned_data["manuscript"].replace("\r\n", "\n")


def filled_fieldsets(fieldsets: list, article: Article) -> list:
    """Return *fieldsets* for somebody who only looks: what was left empty is left out."""
    shown = {"body": "body_shown"}
    filled = [
        (
            name,
            {
                **options,
                "fields": [shown.get(f, f) for f in options["fields"] if _is_filled(article, f)],
            },
        )
        for name, options in fieldsets
    ]
    return [(name, options) for name, options in filled if options["fields"]]


def _is_filled(article: Article, field: str) -> bool:
    value = getattr(article, field, None)
    return value.exists() if hasattr(value, "exists") else bool(value)


HIDDEN = ("seen_saves", "seen_version")


@admin.register(Article)
@editor_page
class ArticleAdmin(ProofreadAdmin, ArticleListMixin, OfficeAdmin):
    form = ArticleForm
    autocomplete_fields = ["officials", "enterprises"]
    list_display = ["thumbnail", "headline", "stage_name", "holder", "channel", "public_id", "edition_name", "saved_at"]  # fmt: skip
    list_display_links = ["headline"]
    list_filter = [StageFilter, MineFilter, "channel"]
    list_select_related = ["channel"]
    list_per_page = 30
    search_fields = ["title", "public_id", "body", "source"]
    search_help_text = "按标题、编号、正文或来源查找"
    change_form_template = "admin/articles/article/change_form.html"
    fieldsets = [
        (
            None,
            {"fields": ["channel", "kicker", "title", "subtitle", "summary", "body", *HIDDEN]},
        ),
        (
            "来源与署名",
            {
                "fields": [
                    "source",
                    "source_url",
                    "data_source",
                    "author",
                    "responsible_editor",
                    "dated",
                ]
            },
        ),
        ("标签与提到的名称", {"fields": ["tags", "officials", "enterprises"]}),
        ("发布计划", {"fields": ["planned_from", "planned_until"]}),
        ("来稿原文", {"classes": ["collapse"], "fields": ["manuscript"]}),
    ]
    change_note_fieldset = (None, {"fields": ["change_note"]})

    class Media:
        css = {"all": ["articles/admin/proofreading.css"]}
        js = [
            "articles/admin/editor.js",
            "articles/admin/paste.js",
            "articles/admin/proofreading.js",
        ]

    # --- lists ---------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        pictures = PhotoCaption.objects.exclude(image="")
        with_pictures = Prefetch("captions", pictures, to_attr="pictures")
        return super().get_queryset(request).prefetch_related(with_pictures)

    @admin.display(description="图")
    def thumbnail(self, article: Article) -> str:
        return thumbnail(article.pictures[0].image) if article.pictures else ""

    @admin.display(description="标题", ordering="title")
    def headline(self, article: Article) -> str:
        return str(article)

    @admin.display(description="状态", ordering="status")
    def stage_name(self, article: Article) -> SafeString:
        return format_html('<span class="stage stage-{}">{}</span>', article.status, article.stage)

    @admin.display(description="版次", ordering="edition")
    def edition_name(self, article: Article) -> str:
        return f"第 {article.edition} 版"

    @admin.display(description="正文")
    def body_shown(self, article: Article) -> SafeString:
        return format_html(
            '<div class="body-shown">{}</div>',
            mark_safe(article.body),  # noqa: S308 stored sanitised
        )

    # --- rights: only drafts change, and only by editing ---------------------

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or self._is_open_to(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or self._is_open_to(request, obj))

    def _is_open_to(self, request: HttpRequest, article: Article) -> bool:
        return article.is_draft and may_work_in(request.user, article.channel)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.Field:
        """Offer only the channels that this person works in."""
        if db_field.name == "channel" and (own := request.user.channels.all()):
            kwargs["queryset"] = own
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> list:
        if obj is None or self.has_change_permission(request, obj):
            amending = obj is not None and obj.edition > 1
            return [self.change_note_fieldset, *self.fieldsets] if amending else self.fieldsets
        return filled_fieldsets([self.change_note_fieldset, *self.fieldsets], obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        return ["body_shown"] if obj and not self.has_change_permission(request, obj) else []

    def get_inlines(self, request: HttpRequest, obj: Article | None) -> list:
        editable = obj is None or self.has_change_permission(request, obj)
        if editable:
            return [CaptionInline, KeyFigureInline, LinkInline]
        shown = [ShownCaptionInline, ShownKeyFigureInline, LinkInline]
        return [inline for inline in shown if inline.model.objects.filter(article=obj).exists()]

    # --- saving ---------------------------------------------------------------

    def save_model(
        self,
        request: HttpRequest,
        obj: Article,
        form: forms.ModelForm,
        change: bool,  # noqa: FBT001
    ) -> None:
        if change:
            versions.keep_first(obj)
        else:
            obj.created_by = request.user
        versions.count_save(obj)
        super().save_model(request, obj, form, change)
        obj.contributors.add(request.user)

    def save_related(
        self,
        request: HttpRequest,
        form: forms.ModelForm,
        formsets: list,
        change: bool,  # noqa: FBT001
    ) -> None:
        """Keep what this save left the edition as, pictures, names and tags included."""
        super().save_related(request, form, formsets, change)
        versions.keep(form.instance, actor=request.user, reason=form.cleaned_data["save_reason"])
        claim_new_pictures(request, form.instance)

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        """Delete a draft, unless it was signed while the confirmation stood open."""
        current = Article.objects.select_for_update().filter(pk=obj.pk).first()
        if current is not None and not current.is_draft:
            raise PermissionDenied("这篇稿件刚刚已被送审或发布，不能删除。")
        super().delete_model(request, obj)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Give back what was typed when the draft was signed or deleted in the meantime (P4)."""
        if request.method == "POST" and object_id and super().has_change_permission(request):
            article = self.get_object(request, object_id)
            if article is None or not article.is_draft:
                return too_late_view(self, request, article)
            apply_choices(request, article)
        elif request.method == "GET":  # a page that only shows asks often, and writes nothing
            prefetch_related_objects([request.user], "channels")
        answer = super().changeform_view(request, object_id, form_url, extra_context)
        return acknowledge(request, answer)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        return history_view(self, request, object_id)

    def view_on_site(self, obj: Article) -> str | None:
        return obj.get_absolute_url() if obj.is_published else None

    # --- pages of our own -----------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/perform/<slug:action>/",
                view(lambda request, pk, action: perform_view(self, request, pk, action)),
                name="articles_article_perform",
            ),
            path(
                "<int:pk>/presence/",
                view(lambda request, pk: presence_view(self, request, pk)),
                name="articles_article_presence",
            ),
            *preview_urls(self),
            *preview_link_urls(self),
            path("picture-upload/", view(upload_picture), name="articles_article_picture_upload"),
            *history_urls(self),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = kwargs.get("obj")
        context["show_save_and_add_another"] = False  # writing another begins on the list
        if article is not None:
            newest = Article.objects.filter(public_id=article.public_id).order_by("-edition")
            context["newest"] = newest.first()
            if context["newest"] is None:  # deleted while the form was read
                return too_late_view(self, request, None)
            context["conflict"] = conflict_in(request, context)
            context["may_save"] = self.has_change_permission(request, article)
            context["case"] = case = Case(article)
            context |= desk_of(case, request.user)
            context["others"] = others_at(article, request.user) if article.is_draft else ""
            context["preview_links"] = links_of(article, request.user)
        return super().render_change_form(request, context, *args, **kwargs)
