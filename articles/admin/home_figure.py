"""The figures on the front page: chosen among those readers already see, without a new signature."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from articles.admin.forms import GuardedForm
from articles.admin.record_history import RecordAdmin
from articles.models import AuditEntry, HomeFigure, KeyFigure
from articles.models.home_figure import MOST_HOME_FIGURES


class FigureChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: KeyFigure) -> str:
        period = f"（{obj.period_name}）" if obj.period else ""
        return f"{obj.name} {obj.statement}{period} · {obj.article.title}"


class HomeFigureForm(GuardedForm):
    figure = FigureChoiceField(
        KeyFigure.objects.none(),
        label="数据",
        help_text="只列读者已经看得到的数据。首页放四至六项。",
    )

    class Meta:
        model = HomeFigure
        fields = ["position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "figure" not in self.fields:
            return  # shown, not edited
        visible = KeyFigure.objects.published().select_related("article")
        self.fields["figure"].queryset = visible.order_by("article__public_id", "position", "code")
        self.initial["figure"] = visible.filter(
            article__public_id=self.instance.public_id, code=self.instance.code
        ).first()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        others = HomeFigure.objects.exclude(pk=self.instance.pk)
        if others.count() >= MOST_HOME_FIGURES:
            raise ValidationError(
                f"首页最多 {MOST_HOME_FIGURES} 项，请先删去一项，或改动其中一项。"
            )
        if figure := cleaned.get("figure"):
            self.instance.public_id, self.instance.code = figure.article.public_id, figure.code
            if others.filter(public_id=figure.article.public_id, code=figure.code).exists():
                self.add_error("figure", "这项数据已经在首页。")
        return cleaned


@admin.register(HomeFigure)
class HomeFigureAdmin(RecordAdmin):
    form = HomeFigureForm
    fields = ["figure", "position"]
    list_display = ["figure", "position"]

    def get_readonly_fields(self, request: HttpRequest, obj: HomeFigure | None = None) -> list[str]:
        return ["figure"] if obj and not self.has_change_permission(request, obj) else []

    def why_no_more(self, deletion: AuditEntry) -> str:
        is_full = HomeFigure.objects.count() >= MOST_HOME_FIGURES
        return f"首页最多 {MOST_HOME_FIGURES} 项，请先删去一项。" if is_full else ""

    @admin.display(description="数据")
    def figure(self, choice: HomeFigure) -> str:
        shown = KeyFigure.objects.published().filter(
            article__public_id=choice.public_id, code=choice.code
        )
        figure = shown.select_related("article").first()
        if figure is None:
            return f"{choice.public_id} {choice.code}：读者现在看不到，首页不显示"
        return f"{figure.name} {figure.statement}"
