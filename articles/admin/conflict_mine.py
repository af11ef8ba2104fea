"""What an editor's form holds, as a content: to be set beside what somebody else saved."""

from typing import Any

from django import forms
from django.db.models import Model
from django.forms.models import BaseInlineFormSet

from articles.contents import CAPTION_TEXTS, FIGURE_TEXTS, NAMED, TEXTS, Content, Names, Row
from articles.models import Tag

UPLOADED = "新上传的文件"


class Mine:
    """The content of a bound form; fields that the form does not have are *theirs*."""

    def __init__(self, form: forms.ModelForm, formsets: list, theirs: Content) -> None:
        self.names: Names = {}
        self.sets = {formset.prefix: formset for formset in formsets}
        self.content: Content = {**theirs, **self._texts(form), **self._named(form)}
        if "channel" in form.fields:
            channel = form.cleaned_data.get("channel")
            self.content["channel"] = channel.slug if channel else ""
            if channel:
                self.names["channel", channel.slug] = str(channel)
        self.links = self._links()

    def rows(self, prefix: str) -> dict[str, tuple[int, Row | None]]:
        """Return the posted rows that still exist, by key: place and content (None: deleted)."""
        return {
            self._key(prefix, row.instance): (place, self._row(prefix, row))
            for place, row in self._posted(prefix)
            if row.instance.pk
        }

    def gone(self, prefix: str) -> dict[int, Row | None]:
        """Return, by place, the posted rows that somebody else has deleted."""
        return {
            place: self._row(prefix, row)
            for place, row in self._posted(prefix)
            if not row.instance.pk
        }

    def has_gone_links(self) -> bool:
        return any(not row.instance.pk for _, row in self._posted("related_links"))

    def _posted(self, prefix: str) -> list[tuple[int, forms.ModelForm]]:
        """The rows that the form was opened with, and their places in it."""
        formset = self.sets.get(prefix)
        return list(enumerate(formset.initial_forms)) if formset is not None else []

    def _texts(self, form: forms.ModelForm) -> dict[str, str]:
        return {name: _value(form, name) for name in TEXTS if name in form.fields}

    def _named(self, form: forms.ModelForm) -> dict[str, list[str]]:
        """The addresses of the chosen records; a tag that is new has its name for one."""
        return {
            field: self._slugs(field, form.cleaned_data.get(field))
            for field in NAMED
            if field in form.fields
        }

    def _slugs(self, field: str, chosen: Any) -> list[str]:
        if field != "tags":
            records = list(chosen or ())
        else:
            names = {name.lower(): name for name in chosen or ()}
            records = _tags_named(list(names.values()))
            for tag in records:
                names.pop(tag.name.lower(), None)
            self.names |= {(field, name): name for name in names.values()}
        self.names |= {(field, record.slug): str(record) for record in records}
        new = sorted(names.values()) if field == "tags" else []
        return sorted([record.slug for record in records] + new)

    @staticmethod
    def _key(prefix: str, instance: Model) -> str:
        return str(instance.number if prefix == "captions" else instance.code)

    def _row(self, prefix: str, row: forms.ModelForm) -> Row | None:
        if self.sets[prefix]._should_delete_form(row):
            return None
        if prefix == "key_figures":
            content = {name: _value(row, name) for name in FIGURE_TEXTS}
            value = row.instance.value
            return {**content, "code": row.instance.code, "value": row.instance.decimal if value is not None else ""}  # fmt: skip
        content = {name: _value(row, name) for name in CAPTION_TEXTS if name != "image"}
        return {**content, **self._named(row), "number": row.instance.number, "image": _image(row)}

    def _links(self) -> list[list[str]]:
        formset: BaseInlineFormSet | None = self.sets.get("related_links")
        if formset is None:
            return []
        rows = [
            (_value(row, "position") or 0, place, _value(row, "label"), _value(row, "url"))
            for place, row in enumerate(formset.forms)
            if not formset._should_delete_form(row)
        ]
        return [[label, url] for _, _, label, url in sorted(rows, key=_in_order) if label or url]


def comparable(prefix: str, row: Row | None) -> Row | None:
    """Return what of a row an editor decides about; not its number."""
    if row is None:
        return None
    names = FIGURE_TEXTS if prefix == "key_figures" else (*CAPTION_TEXTS, *NAMED)
    return {name: row.get(name) for name in names}


def _value(form: forms.ModelForm, name: str) -> Any:
    """The value as it would be stored; as it was typed where the form refuses it."""
    if name in form.errors:
        return form.data.get(form.add_prefix(name), "")
    return getattr(form.instance, name)


def _image(form: forms.ModelForm) -> str:
    if form.files.get(form.add_prefix("image")):
        return UPLOADED
    return form.instance.image.name or ""


def _in_order(row: tuple) -> tuple[int, int]:
    position = row[0] if isinstance(row[0], int) else 0
    return (position, row[1])


def _tags_named(names: list[str]) -> list[Tag]:
    found = Tag.objects.filter(name__in=names)
    rest = {name.lower() for name in names} - {tag.name.lower() for tag in found}
    return [*found, *(tag for name in sorted(rest) for tag in Tag.objects.filter(name__iexact=name)[:1])]  # fmt: skip
