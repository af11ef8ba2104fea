"""Floor 2: everything the reader will see, and the hash of it, which a signature is for."""

import hashlib
import json
from typing import Any

from articles.models import Article, KeyFigure, PhotoCaption


def content_of(article: Article) -> dict[str, Any]:
    """Return what a reader of *article* sees, in one canonical form.

    Covers text, channel, captions with their pictures (stored names are never reused), key
    figures, links, and by their unchanging addresses the tags, officials and enterprises;
    not status, dates or staff.
    """
    return {
        **{name: getattr(article, name) for name in Article.READER_FIELDS},
        "channel": article.channel.slug if article.channel else "",
        "tags": _addresses(article.tags),
        "officials": _addresses(article.officials),
        "enterprises": _addresses(article.enterprises),
        "links": [[link.label, link.url] for link in article.related_links.all()],
        "figures": [_figure(figure) for figure in article.key_figures.all()],
        "captions": [
            _caption(caption)
            for caption in article.captions.prefetch_related("tags", "officials", "enterprises")
        ],
    }


def canonical(content: dict[str, Any]) -> str:
    """Return the one text of *content* that is hashed and kept."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the sha-256 of a canonical text, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def content_hash(article: Article) -> str:
    """Return the digest of what a reader of *article* sees."""
    return digest(canonical(content_of(article)))


def _addresses(related: Any) -> list[str]:
    return sorted(record.slug for record in related.all())


def _figure(figure: KeyFigure) -> dict[str, Any]:
    content = {name: getattr(figure, name) for name in KeyFigure.READER_FIELDS}
    return {**content, "value": figure.decimal}


def _caption(caption: PhotoCaption) -> dict[str, Any]:
    return {
        **{name: getattr(caption, name) for name in PhotoCaption.READER_FIELDS},
        "image": caption.image.name or "",
        "tags": _addresses(caption.tags),
        "officials": _addresses(caption.officials),
        "enterprises": _addresses(caption.enterprises),
    }
