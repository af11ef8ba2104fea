"""Floor 4: structured data in a page, as JSON-LD (W3C JSON-LD 1.1, schema.org)."""

import json
from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from articles.text.filling import filled
from articles.text.script import to_traditional

register = template.Library()

# No character of the data may end the element that holds it, or begin another one.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def metas(attribute: str, tags: Iterable[tuple[str, str]]) -> SafeString:
    """Return a line for each name and content; *attribute* says which kind of name it is."""
    form = f'<meta {attribute}="{{}}" content="{{}}">\n'
    return SafeString("".join([filled(form, name, content) for name, content in tags]))


@register.simple_tag(takes_context=True)
def json_ld(context: template.Context, data: dict[str, Any]) -> SafeString:
    """Return *data* as a script element that browsers never run, in the page's script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    if context.get("is_traditional"):
        text = to_traditional(text)
    return mark_safe(f'<script type="application/ld+json">{text.translate(ESCAPES)}</script>')  # noqa: S308


@register.simple_tag(takes_context=True)
def breadcrumb_list(context: template.Context, *crumbs: str) -> SafeString:
    """Return the visible breadcrumbs again: names and addresses by turns after the home page.

    A crumb without an address is the page itself.
    """
    absolute = context["request"].build_absolute_uri
    named = zip(crumbs[::2], crumbs[1::2], strict=True)
    trail = [("首页", reverse("home")), *((name, address) for name, address in named if name)]
    items = []
    for position, (name, address) in enumerate(trail, start=1):
        item = {"@type": "ListItem", "position": position, "name": str(name)}
        items.append({**item, "item": absolute(address)} if address else item)
    kind = {"@context": "https://schema.org", "@type": "BreadcrumbList"}
    return json_ld(context, {**kind, "itemListElement": items})
