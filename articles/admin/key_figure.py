"""Key figures, edited with the draft whose sentences they stand in."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from articles.admin.inlines import BoundedInline
from articles.models import Article, KeyFigure
from articles.models.key_figure import without_sentence


class KeyFigureForm(forms.ModelForm):
    class Meta:
        model = KeyFigure
        fields = ["sentence"]  # the inline names the rest
        widgets = {"sentence": AdminTextareaWidget(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.value is not None:
            self.initial["value"] = self.instance.decimal


class KeyFigureFormSet(BaseInlineFormSet):
    """Refuses a figure whose sentence is not in the text that is being saved with it."""

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if self._is_kept(form)]
        lost = without_sentence([form.instance for form in kept], self.instance.body)
        for form in kept:
            if form.instance in lost:
                reason = f"正文里没有这一句：“{form.instance.sentence}”，请从正文复制；正文改了，这里也要改，不用的数据请删除。"  # fmt: skip
                form.add_error("sentence", ValidationError(reason))

    def _is_kept(self, form: forms.ModelForm) -> bool:
        filled = bool(getattr(form, "cleaned_data", {}).get("sentence"))
        return filled and not self._should_delete_form(form)


class FollowsArticle:
    """Who may write the article may write its figures: they are part of its text."""

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return request.user.has_perm("articles.change_article")

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return request.user.has_perm("articles.view_article")


class KeyFigureInline(BoundedInline, FollowsArticle, admin.StackedInline):
    """Closed until it is opened: most visits to a draft are about its text."""

    model = KeyFigure
    form = KeyFigureForm
    formset = KeyFigureFormSet
    most_rows = 120
    extra = 0
    view_on_site = False
    classes = ["collapse"]
    fields = [
        "sentence",
        ("theme", "indicator", "part", "position"),
        ("qualifier", "printed", "unit", "value"),
        ("period", "span", "earlier", "earlier_period"),
        ("total", "total_name", "share"),
        "note",
    ]


class ShownKeyFigureInline(FollowsArticle, admin.TabularInline):
    """The figures for those who look at an edition and do not change it."""

    model = KeyFigure
    extra = 0
    view_on_site = False
    can_delete = False
    fields = ["code", "name", "statement", "period_name", "compared", "note", "sentence"]
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    @admin.display(description="指标")
    def name(self, figure: KeyFigure) -> str:
        return f"{figure.get_theme_display()}：{figure.name}"

    @admin.display(description="数")
    def statement(self, figure: KeyFigure) -> str:
        return figure.statement

    @admin.display(description="时期")
    def period_name(self, figure: KeyFigure) -> str:
        return figure.period_name

    @admin.display(description="对照")
    def compared(self, figure: KeyFigure) -> str:
        before = f"{figure.earlier_period_name}：{figure.earlier}{figure.unit}" if figure.earlier else ""  # fmt: skip
        share = f"，占 {figure.share}%" if figure.share else ""
        whole = f"{figure.total_name}：{figure.total}{figure.unit}{share}" if figure.total else ""
        return "；".join(filter(None, (before, whole)))
