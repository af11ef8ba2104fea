"""Floor 2: the hash of everything the reader will see, which a signature is for."""

import hashlib
import json

from articles.models import Article, KeyFigure, PhotoCaption


def content_hash(article: Article) -> str:
    """Return the sha-256 (64 hexadecimal digits) of what a reader of *article* sees.

    Covers text, channel, captions with their pictures (stored names are never reused),
    tags, named officials and enterprises, key figures, and links; not status, dates or staff.
    """
    content = {
        **{name: getattr(article, name) for name in Article.READER_FIELDS},
        "channel": article.channel.slug,
        "tags": _names(article.tags, "name"),
        "officials": _names(article.officials, "slug"),
        "enterprises": _names(article.enterprises, "slug"),
        "links": [[link.label, link.url] for link in article.related_links.all()],
        "figures": [_figure(figure) for figure in article.key_figures.all()],
        "captions": [
            _caption(caption)
            for caption in article.captions.prefetch_related("tags", "officials", "enterprises")
        ],
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _names(related: object, field: str) -> list[str]:
    return sorted(getattr(record, field) for record in related.all())


def _figure(figure: KeyFigure) -> dict:
    content = {name: getattr(figure, name) for name in KeyFigure.READER_FIELDS}
    return {**content, "value": figure.decimal}


def _caption(caption: PhotoCaption) -> dict:
    return {
        **{name: getattr(caption, name) for name in PhotoCaption.READER_FIELDS},
        "image": caption.image.name or "",
        "tags": _names(caption.tags, "name"),
        "officials": _names(caption.officials, "slug"),
        "enterprises": _names(caption.enterprises, "slug"),
    }
