"""Floor 4: how pages show pictures and marked sentences.

Written in Python because a page has dozens of them: as templates they were half of its cost.
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.models import PhotoCaption

register = template.Library()

SIZES = "(min-width: 46rem) 42rem, 92vw"
PICTURE = (
    '<a class="slot" href="{}"><picture><source type="image/webp" srcset="{}" sizes="{}">'
    '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async"></picture></a>'
)
AWAITED = (
    '<a class="slot slot-awaited slot-{}" href="{}">{}'
    '<span class="visually-hidden">：{}，第 {} 幅</span></a>'
)
FIGURE = (
    '<figure class="figure{}{}">\n<div class="figure-slots">\n{}</div>\n'
    '<figcaption class="figure-caption">{}</figcaption>\n</figure>\n'
)


@register.simple_tag
def figures(groups: Iterable[Any], *, sizes: str = SIZES, show_article: bool = False) -> SafeString:
    """Return groups of pictures under one caption each, with the article's name if asked for."""
    return format_html_join(
        "",
        FIGURE,
        (
            (
                " figure-group" if group.count > 1 else "",
                " figure-awaited" if group.is_awaited else "",
                format_html_join("", "{}\n", ((_slot(slot, sizes),) for slot in group.slots)),
                _caption(group, shows_article=show_article),
            )
            for group in groups
        ),
    )


@register.simple_tag
def stage(slot: PhotoCaption, *, sizes: str) -> SafeString:
    """Return the one picture of its own page; an awaited one leads nowhere from here."""
    if slot.image:
        return _slot(slot, sizes)
    return format_html('<p class="slot slot-awaited slot-{}">{}</p>', slot.kind, _awaited(slot))


@register.filter
def marked(sentence: Any) -> SafeString:
    """Return a ``MarkedSentence`` with its names in ``<mark>``."""
    pieces = (("<mark>{}</mark>" if is_name else "{}", piece) for piece, is_name in sentence.pieces)
    return SafeString("".join(format_html(form, piece) for form, piece in pieces))


def _slot(slot: PhotoCaption, sizes: str) -> SafeString:
    address = slot.get_absolute_url()
    if not slot.image:
        return format_html(AWAITED, slot.kind, address, _awaited(slot), slot.caption, slot.number)
    width, height = slot.size or ("", "")
    return format_html(
        PICTURE, address, slot.srcset, sizes, slot.image.url, slot.alternative, width, height
    )


def _awaited(slot: PhotoCaption) -> str:
    return "视频待补" if slot.kind == "video" else "图片待补"


def _caption(group: Any, *, shows_article: bool) -> SafeString:
    first = group.first
    parts = [format_html('<a class="figure-title" href="{}">{}</a>', first.get_absolute_url(), first.caption)]  # fmt: skip
    if first.kind == "video":
        parts.insert(0, SafeString('<span class="figure-kind">视频</span> '))
    if group.count > 1:
        parts.append(format_html(' <span class="figure-count">（{} 幅）</span>', group.count))
    if shows_article:
        article = first.article
        credit = ' <span class="credit">见《<a href="{}">{}</a>》</span>'
        parts.append(format_html(credit, article.get_absolute_url(), article.title))
    if first.photographer:
        parts.append(format_html(' <span class="credit">{} 摄</span>', first.photographer))
    if first.rights:
        parts.append(format_html(' <span class="credit">{}</span>', first.rights))
    return SafeString("".join(parts))
