"""Floor 4: how templates print times, dates and the size of pictures."""

from datetime import datetime

from django import template
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from articles.imaging import dimensions
from articles.models.fields import PARTIAL_DATE

register = template.Library()


@register.filter
def stamp(moment: datetime | None) -> str:
    """Return ``YYYY-MM-DD HH:MM`` in the office's time zone (T-UI-04, T-META-05)."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


@register.filter
def partial_date(text: str) -> str:
    """Return ``2022年12月`` for ``2022-12``; as precise as is known."""
    match = PARTIAL_DATE.match(text or "")
    if match is None:
        return text or ""
    units = zip(match.groups(), "年月日", strict=True)
    return "".join(f"{int(part)}{unit}" for part, unit in units if part)


@register.filter
def width(image: FieldFile) -> int:
    """Return the width in pixels of a stored picture."""
    return dimensions(image.name)[0]


@register.filter
def height(image: FieldFile) -> int:
    """Return the height in pixels of a stored picture."""
    return dimensions(image.name)[1]
