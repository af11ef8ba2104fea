"""Floor 4: stored, sanitised HTML as readers get it: names linked, outside links through the
leave notice, pictures with their renditions. Nothing of this is stored."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode, urlsplit

from django.core.signing import BadSignature, Signer

from articles.imaging import dimensions, rendition_name, rendition_widths
from articles.linking import Matcher, link_first_mentions
from articles.models.addresses import address
from articles.public.pictures import lost
from articles.text.marking import Sentences
from articles.text.names import slug_from
from articles.text.sanitizing import plain_text, web_address

OUTSIDE_LINK = re.compile(r'(<a\b[^>]*\bhref=")(https?://[^"]+)(")', re.I)
BODY_IMAGE = re.compile(r'<img\b[^>]*\bsrc="/media/(pictures/[^"]+)"[^>]*>', re.I)
HEADING = re.compile(r"(<h2\b[^>]*)>(.*?)</h2>", re.S)
LEAVE_SIGNER = Signer(salt="articles.leave")
FIGURE_SIZES = "(min-width: 46rem) 42rem, 92vw"


def is_government(url: str) -> bool:
    """Whether *url* belongs to ``gov.cn``; such links need no notice (T-URL-04)."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    return host == "gov.cn" or host.endswith(".gov.cn")


def leave_url(url: str) -> str:
    """Return the address of the leave notice for *url*; signed, so that it is no open redirect.

    Government addresses stay as they are, and so does "".
    """
    if not url or is_government(url):
        return url
    return f"{address('leave')}?{urlencode({'to': LEAVE_SIGNER.sign(url)})}"


def leave_target(signed: str) -> str | None:
    """Return the address that *signed* carries, or None when we did not sign it."""
    try:
        return web_address(LEAVE_SIGNER.unsign(signed)) or None
    except BadSignature:
        return None


def render_text(body: str, matcher: Matcher, figures: Iterable[tuple[str, str]]) -> str:
    """Return the body with its names linked and outside links led through the notice.

    *figures* are codes and sentences: each sentence gets its code for an address (#F04).
    """
    linked = link_first_mentions(body, matcher)
    marks = list(figures)
    marked = Sentences(linked).marked(marks) if marks else linked
    return OUTSIDE_LINK.sub(_guard_link, marked)


def with_pictures(body_html: str) -> str:
    """Return the body with each picture in its renditions; a lost one is left out."""
    gone = lost(match[1] for match in BODY_IMAGE.finditer(body_html))
    return BODY_IMAGE.sub(partial(_picture, gone), body_html)


@dataclass(frozen=True)
class Heading:
    """A heading of the text and the name it can be linked by."""

    anchor: str
    text: str


def outlined(body_html: str) -> tuple[str, list[Heading]]:
    """Return the HTML with an id on each h2, and the headings in order.

    The id is spelled from the heading's words, so a link to it outlives a paragraph put
    in before; equal headings are told apart by a number. Nothing else changes.
    """
    headings: list[Heading] = []
    taken: set[str] = set()

    def named(match: re.Match) -> str:
        text = plain_text(match[2]).replace("\n", " ")
        if not text:  # a picture alone
            return match[0]
        stem = f"part-{slug_from(text)}".rstrip("-")
        anchor, number = stem, 1
        while anchor in taken:
            number += 1
            anchor = f"{stem}-{number}"
        taken.add(anchor)
        headings.append(Heading(anchor, text))
        return f'{match[1]} id="{anchor}">{match[2]}</h2>'

    return HEADING.sub(named, body_html), headings


def _guard_link(match: re.Match) -> str:
    url = html.unescape(match[2])
    led = leave_url(url) if web_address(url) else "#"
    # Paper cannot be clicked: the print sheet writes the true address after the link.
    return f'{match[1]}{html.escape(led)}" data-address="{html.escape(url)}{match[3]}'


def _picture(gone: set[str], match: re.Match) -> str:
    """Wrap one image in ``<picture>`` with its WebP renditions and its dimensions; "" if lost."""
    image, name = match[0], match[1]
    size = dimensions(name)
    if size is None:
        return image
    if name in gone:  # lost (T-UI-09): the media desk lists it
        return ""
    source_set = ", ".join(
        f"/media/{rendition_name(name, width=width)} {width}w" for width in rendition_widths(name)
    )
    if " width=" not in image:
        image = image.replace("<img", f'<img width="{size[0]}" height="{size[1]}"', 1)
    image = image.replace("<img", '<img loading="lazy" decoding="async"', 1)
    source = f'<source type="image/webp" srcset="{source_set}" sizes="{FIGURE_SIZES}">'
    return f"<picture>{source}{image}</picture>"
