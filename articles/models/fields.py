"""Floor 1: model fields that are the door through which text comes in.

Whoever writes (admin form, import, shell, ``update()``, ``loaddata``), the value passes
``get_prep_value``; there it is sanitised or normalised. There is no way around.
"""

import datetime
import hashlib
import re
from typing import Any

from ckeditor.fields import RichTextField
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models

from articles.text.names import slug_from, split_names
from articles.text.plain import normalise_line, normalise_text, strip_unsafe_characters
from articles.text.sanitizing import sanitize_html, web_address

ADDRESS = re.compile(r"[-a-zA-Z0-9_]+")
PARTIAL_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


class CleanedMixin:
    """A text field whose values pass ``cleaned`` on every way into the database."""

    def cleaned(self, text: str) -> str:
        raise NotImplementedError

    def to_python(self, value: Any) -> str | None:
        value = super().to_python(value)
        return value if value is None else self.cleaned(value)

    def get_prep_value(self, value: Any) -> str | None:
        value = super().get_prep_value(value)
        return self.cleaned(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = self.cleaned(value)
            setattr(model_instance, self.attname, value)
        return value


class LineField(CleanedMixin, models.CharField):
    """One line of plain text."""

    def cleaned(self, text: str) -> str:
        return normalise_line(text)


class PlainTextField(CleanedMixin, models.TextField):
    """Plain text of several lines."""

    def cleaned(self, text: str) -> str:
        return normalise_text(text)


class VerbatimField(CleanedMixin, models.TextField):
    """Text kept as received; only what no database or page accepts is taken out."""

    def cleaned(self, text: str) -> str:
        return strip_unsafe_characters(text)


class NamesField(CleanedMixin, models.TextField):
    """Several names, one a line; typed with any of ``，、；`` or line breaks between them."""

    def cleaned(self, text: str) -> str:
        return "\n".join(split_names(text))


class SafeRichTextField(CleanedMixin, RichTextField):
    """CKEditor's HTML, reduced to the allow-list of ``articles.text.sanitizing``."""

    def cleaned(self, text: str) -> str:
        return sanitize_html(text)


def validate_web_address(text: str) -> None:
    """Refuse addresses that a browser and the server could read differently."""
    if text and not web_address(text):
        raise ValidationError(
            "这个网址不能使用：应以 http:// 或 https:// 开头，不含用户名或反斜线。"
        )


class WebAddressField(CleanedMixin, models.URLField):
    """An ``http`` or ``https`` address; typed without a scheme it means https.

    Whatever else is written past the form (``loaddata``, ``update()``) is stored as "".
    """

    default_validators = [URLValidator(schemes=["http", "https"]), validate_web_address]

    def cleaned(self, text: str) -> str:
        return web_address(text)

    def to_python(self, value: Any) -> str | None:
        """Keep what was typed, so that the form can refuse it and show it again."""
        return models.URLField.to_python(self, value)

    def formfield(self, **kwargs: Any) -> forms.Field:
        messages = {"invalid": "请输入有效的网址，例如 https://www.example.cn/。"}
        return super().formfield(**{"assume_scheme": "https", "error_messages": messages, **kwargs})


def validate_partial_date(text: str) -> None:
    """Accept ``2022``, ``2022-12`` or ``2022-12-27`` where it names a real year, month or day."""
    match = PARTIAL_DATE.match(text)
    if match is None:
        raise ValidationError("日期写成 2022、2022-12 或 2022-12-27，知道多少写多少。")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        datetime.date(year, month, day)
    except ValueError as error:
        raise ValidationError("没有这样的日期，请检查月份和日期。") from error


class PartialDateField(LineField):
    """A date as precise as is known: year, year and month, or the day. Sorts as text."""

    default_validators = [validate_partial_date]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        super().__init__(*args, **kwargs)


def spell_partial_date(text: str) -> str:
    """Return ``2022年12月`` for ``2022-12``; as precise as is known."""
    match = PARTIAL_DATE.match(text or "")
    if match is None:
        return text or ""
    units = zip(match.groups(), "年月日", strict=True)
    return "".join(f"{int(part)}{unit}" for part, unit in units if part)


class AddressField(models.SlugField):
    """The ASCII part of a public address; when empty, proposed from the pinyin of ``source``."""

    def __init__(self, *args: Any, source: str = "name", **kwargs: Any) -> None:
        self.source = source
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001
        value = super().pre_save(model_instance, add)
        if not value:
            value = free_address(type(model_instance), getattr(model_instance, self.source))
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        refuse_unless(ADDRESS, value, "网址名")
        return super().get_db_prep_save(value, connection)


def refuse_unless(pattern: re.Pattern, value: Any, meaning: str) -> None:
    """Raise ValidationError when *value*, about to be stored, would break the page's address."""
    if not pattern.fullmatch(str(value)):
        raise ValidationError(f"{meaning}“{value}”不能用作网址的一部分。")


def free_address(model: type[models.Model], name: str) -> str:
    """Return an address for *name* that no row of *model* has yet."""
    base = slug_from(name)[:50].rstrip("-") or model._meta.model_name
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(slug for n in range(2, len(taken) + 3) if (slug := f"{base}-{n}") not in taken)


class DigestField(models.CharField):
    """The sha-256 (hexadecimal) of another text field of the same row; empty for empty text."""

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        kwargs.update(max_length=64, editable=False, blank=True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple:
        name, path, args, kwargs = super().deconstruct()
        for implied in ("max_length", "editable", "blank"):
            kwargs.pop(implied, None)
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001
        text = getattr(model_instance, self.of)
        digest = hashlib.sha256(text.encode()).hexdigest() if text else ""
        setattr(model_instance, self.attname, digest)
        return digest
