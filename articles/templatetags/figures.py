"""Floor 4: how pages show pictures, names and the sentences that name them.

Written in Python because a page has dozens of them: as templates they were half of its cost.
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from articles.models import PhotoCaption
from articles.text.filling import filled

register = template.Library()

SIZES = "(min-width: 46rem) 42rem, 92vw"
PICTURE = (
    '<a class="slot" href="{}"><picture><source type="image/webp" srcset="{}" sizes="{}">'
    '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async"></picture></a>\n'
)
AWAITED = (
    '<a class="slot slot-awaited slot-{}" href="{}">{}'
    '<span class="visually-hidden">：{}，第 {} 幅</span></a>\n'
)
FIGURE = (
    '<figure class="figure{}{}">\n<div class="figure-slots">\n{}</div>\n'
    '<figcaption class="figure-caption">{}</figcaption>\n</figure>\n'
)
CARD = '<li><a class="card-name" href="{}">{}</a> <span class="quiet">{}</span>{}</li>\n'
TITLE = '<a class="figure-title" href="{}">{}</a>'
ARTICLE = ' <span class="credit">见《<a href="{}">{}</a>》</span>'


@register.simple_tag
def figures(groups: Iterable[Any], *, sizes: str = SIZES, show_article: bool = False) -> SafeString:
    """Return groups of pictures under one caption each, with the article's name if asked for."""
    parts = []
    for group in groups:
        slots = SafeString("".join([_slot(slot, sizes) for slot in group.slots]))
        caption = SafeString(_caption(group, shows_article=show_article))
        several = " figure-group" if group.count > 1 else ""
        awaited = " figure-awaited" if group.is_awaited else ""
        parts.append(filled(FIGURE, several, awaited, slots, caption))
    return SafeString("".join(parts))


@register.simple_tag
def stage(slot: PhotoCaption, *, sizes: str) -> SafeString:
    """Return the one picture of its own page; an awaited one leads nowhere from here."""
    if slot.image:
        return SafeString(_slot(slot, sizes))
    form = '<p class="slot slot-awaited slot-{}">{}</p>'
    return SafeString(filled(form, slot.kind, _awaited(slot)))


@register.simple_tag
def name_cards(cards: Iterable[Any]) -> SafeString:
    """Return an item for each record that an article names, with a sentence that does."""
    parts = []
    for card in cards:
        where = SafeString(f"\n<p>{marked(card.sentence)}</p>" if card.sentence else "")
        parts.append(filled(CARD, card.target.url, card.target.name, card.detail, where))
    return SafeString("".join(parts))


@register.filter
def marked(sentence: Any) -> SafeString:
    """Return a ``MarkedSentence`` with its names in ``<mark>``."""
    pieces = [
        filled("<mark>{}</mark>" if is_name else "{}", piece) for piece, is_name in sentence.pieces
    ]
    return SafeString("".join(pieces))


def _slot(slot: PhotoCaption, sizes: str) -> str:
    address, image = slot.get_absolute_url(), slot.image
    if not image:
        return filled(AWAITED, slot.kind, address, _awaited(slot), slot.caption, slot.number)
    size = slot.size or ("", "")
    return filled(PICTURE, address, slot.srcset, sizes, image.url, slot.alternative, *size)


def _awaited(slot: PhotoCaption) -> str:
    return "视频待补" if slot.kind == "video" else "图片待补"


def _caption(group: Any, *, shows_article: bool) -> str:
    first, count = group.first, group.count
    parts = ['<span class="figure-kind">视频</span> '] if first.kind == "video" else []
    parts.append(filled(TITLE, first.get_absolute_url(), first.caption))
    if count > 1:
        parts.append(f' <span class="figure-count">（{count} 幅）</span>')
    if shows_article:
        parts.append(filled(ARTICLE, first.article.get_absolute_url(), first.article.title))
    if first.photographer:
        parts.append(filled(' <span class="credit">{} 摄</span>', first.photographer))
    if first.rights:
        parts.append(filled(' <span class="credit">{}</span>', first.rights))
    return "".join(parts)
