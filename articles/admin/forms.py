"""Form pieces the admin pages share."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.db.models.fields.files import FieldFile
from django.forms.models import model_to_dict
from django.forms.widgets import ClearableFileInput
from django.utils.html import format_html
from django.utils.safestring import SafeString
from taggit.forms import TagField, TagWidget

from articles.imaging import rendition_name, rendition_widths
from articles.models.tag import MAX_TAG_LENGTH, split_tag_names
from articles.tagging import Near, near, new_names, preferred_names

MAX_TAGS = 40


class TagChoiceWidget(TagWidget):
    """A text input that a script turns into a chooser; without the script it is just typed in.

    ``near`` are the existing tags that a typed new one looks like; a tick then makes it anyway.
    """

    template_name = "admin/widgets/tag_chooser.html"
    near: tuple[Near, ...] = ()
    is_confirmed = False

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"class": "vTextField tag-chooser", **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        self.is_confirmed = bool(data.get(f"{name}-new"))
        return super().value_from_datadict(data, files, name)

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["near"] = self.near
        context["widget"]["is_confirmed"] = self.is_confirmed
        return context

    class Media:
        css = {"all": ["admin/css/vendor/select2/select2.min.css", "admin/css/autocomplete.css"]}
        js = [
            "admin/js/vendor/jquery/jquery.min.js",
            "admin/js/vendor/select2/select2.full.min.js",
            "admin/js/vendor/select2/i18n/zh-CN.js",
            "admin/js/jquery.init.js",
            "articles/admin/tags.js",
        ]


class TagChoiceField(TagField):
    """Tags, typed or chosen; refuses what the vocabulary could not hold."""

    widget = TagChoiceWidget

    def clean(self, value: Any) -> list[str]:
        names = super().clean(value)
        if len(names) > MAX_TAGS:
            raise ValidationError(f"标签有 {len(names)} 个，最多 {MAX_TAGS} 个。")
        for name in names:
            if len(name) > MAX_TAG_LENGTH:
                raise ValidationError(f"标签“{name[:20]}……”太长，最多 {MAX_TAG_LENGTH} 个字。")
        return names

    def known(self, names: list[str]) -> list[str]:
        """Return *names* as the vocabulary spells them; refuse new ones that double a tag.

        A synonym gives its tag. Ticked "仍要新建", a near-duplicate is made all the same.
        """
        spelled = preferred_names(names)
        doubled = [one for name in new_names(spelled) for one in near(name)] if spelled else []
        if doubled:
            self.widget.near = tuple(doubled)
            if not self.widget.is_confirmed:
                raise ValidationError(near_warning(doubled))
        return spelled

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the names in any order; taggit's own comparison is of one order only."""
        before = {tag.name for tag in initial or ()}
        return before != set(split_tag_names(data or ""))


def near_warning(doubled: Iterable[Near]) -> str:
    """Say which tags there are already."""
    listed = "、".join(f"“{one.tag.name}”（{one.nearness}）" for one in doubled)
    return f"已有相近的标签：{listed}。请改用已有的；确实不同的，勾选“仍要新建”再保存。"


class PictureInput(ClearableFileInput):
    """A file input that shows the picture it holds."""

    template_name = "admin/widgets/picture_input.html"


def thumbnail(image: FieldFile) -> SafeString:
    """Return a small image for lists; its smallest rendition, where there is one."""
    widths = rendition_widths(image.name)
    name = rendition_name(image.name, width=widths[0]) if widths else image.name
    return format_html('<img class="thumbnail" src="{}" alt="">', image.storage.url(name))


class GuardedForm(forms.ModelForm):
    """A form that refuses to overwrite what somebody else saved since it was opened (P4)."""

    seen_state = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen_state"] = self._state(self.instance)

    def _state(self, record: Model) -> str:
        """Return a digest of the record's values in the database; "" for a new one."""
        if record.pk is None:
            return ""
        values = {name: str(value) for name, value in model_to_dict(record).items()}
        return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk is None:
            return cleaned
        rows = type(self.instance)._default_manager.select_for_update()
        if cleaned.get("seen_state") != self._state(rows.get(pk=self.instance.pk)):
            raise ValidationError(
                "您打开之后，这条记录又被保存过。为免覆盖，这次没有保存，您的文字还在下面；"
                "请在新窗口打开最新的记录，对照后再改。"
            )
        return cleaned


class TaggedForm(forms.ModelForm):
    """A form whose record carries tags."""

    tags = TagChoiceField(
        label="标签",
        required=False,
        help_text="选择已有标签，或输入新标签；用顿号、逗号或分号隔开。",
    )

    def clean_tags(self) -> list[str]:
        """Look into the vocabulary only when something was typed: many rows are only shown."""
        names = self.cleaned_data["tags"]
        return self.fields["tags"].known(names) if "tags" in self.changed_data else names
