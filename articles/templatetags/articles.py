"""Floor 4: how templates print times, dates and the size of pictures."""

from datetime import datetime

from django import template
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe

from articles.imaging import dimensions
from articles.linking import MarkedSentence
from articles.models.fields import spell_partial_date

register = template.Library()
register.filter("partial_date", spell_partial_date)


@register.filter
def stamp(moment: datetime | None) -> str:
    """Return ``YYYY-MM-DD HH:MM`` in the office's time zone (T-UI-04, T-META-05)."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


@register.filter
def marked(sentence: MarkedSentence) -> str:
    """Return the sentence with what was looked for in ``<mark>``."""
    pieces = (
        f"<mark>{escape(piece)}</mark>" if is_mark else escape(piece)
        for piece, is_mark in sentence.pieces
    )
    return mark_safe("".join(pieces))  # noqa: S308 each piece is escaped


@register.filter
def width(image: FieldFile) -> int:
    """Return the width in pixels of a stored picture."""
    return dimensions(image.name)[0]


@register.filter
def height(image: FieldFile) -> int:
    """Return the height in pixels of a stored picture."""
    return dimensions(image.name)[1]
