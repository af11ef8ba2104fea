"""Floor 4: how templates print what changed between two texts."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import template

from articles.text.differing import Passage, abridged

register = template.Library()
register.filter("abridged", abridged)


@register.filter
def folded(passages: Iterable[Passage]) -> list[dict[str, Any]]:
    """Return the changed passages one by one, and of the others between them the count."""
    parts: list[dict[str, Any]] = []
    for is_changed, group in groupby(passages, key=lambda passage: passage.is_changed):
        if is_changed:
            parts += [{"passage": passage} for passage in group]
        else:
            parts.append({"count": len(list(group))})
    return parts
