"""Form pieces the admin pages share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields.files import FieldFile
from django.forms.widgets import ClearableFileInput
from django.utils.html import format_html
from django.utils.safestring import SafeString
from taggit.forms import TagField, TagWidget

from articles.imaging import rendition_name, rendition_widths
from articles.models.tag import MAX_TAG_LENGTH, split_tag_names

MAX_TAGS = 40


class TagChoiceWidget(TagWidget):
    """A text input that a script turns into a chooser; without the script it is just typed in."""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"class": "vTextField tag-chooser", **(attrs or {})})

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

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the names in any order; taggit's own comparison is of one order only."""
        before = {tag.name for tag in initial or ()}
        return before != set(split_tag_names(data or ""))


class PictureInput(ClearableFileInput):
    """A file input that shows the picture it holds."""

    template_name = "admin/widgets/picture_input.html"


def thumbnail(image: FieldFile) -> SafeString:
    """Return a small image for lists; its smallest rendition, where there is one."""
    widths = rendition_widths(image.name)
    name = rendition_name(image.name, width=widths[0]) if widths else image.name
    return format_html('<img class="thumbnail" src="{}" alt="">', image.storage.url(name))


class TaggedForm(forms.ModelForm):
    """A form whose record carries tags."""

    tags = TagChoiceField(
        label="标签",
        required=False,
        help_text="选择已有标签，或输入新标签；用顿号、逗号或分号隔开。",
    )
