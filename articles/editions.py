"""Floor 2: a new edition of an article, made from an earlier one."""

from django.contrib.auth.models import AbstractBaseUser

from articles.models import Article, KeyFigure, PhotoCaption, RelatedLink

# The change note is about one edition; the rest of what readers see is carried on.
COPIED_FIELDS = (
    *(name for name in Article.READER_FIELDS if name != "change_note"),
    "channel_id",
    "first_published_at",
)
COPIED_CAPTION_FIELDS = (*PhotoCaption.READER_FIELDS, "image")


def next_edition(article: Article, *, created_by: AbstractBaseUser) -> Article:
    """Return a new draft with everything *article* shows its readers; call in a transaction.

    The address and the time of first publication stay; the change note starts empty.
    """
    latest = Article.objects.filter(public_id=article.public_id).order_by("-edition").first()
    draft = Article.objects.create(
        **{name: getattr(article, name) for name in COPIED_FIELDS},
        edition=latest.edition + 1,
        created_by=created_by,
    )
    draft.contributors.set([created_by])
    draft.tags.set(article.tags.all())
    draft.officials.set(article.officials.all())
    draft.enterprises.set(article.enterprises.all())
    for link in article.related_links.all():
        RelatedLink.objects.create(
            article=draft, label=link.label, url=link.url, position=link.position
        )
    for figure in article.key_figures.all():
        content = {name: getattr(figure, name) for name in KeyFigure.READER_FIELDS}
        KeyFigure.objects.create(article=draft, **content)
    for caption in article.captions.all():
        _copy_caption(caption, draft)
    return draft


def _copy_caption(caption: PhotoCaption, draft: Article) -> None:
    copy = PhotoCaption.objects.create(
        article=draft, **{name: getattr(caption, name) for name in COPIED_CAPTION_FIELDS}
    )
    copy.tags.set(caption.tags.all())
    copy.officials.set(caption.officials.all())
    copy.enterprises.set(caption.enterprises.all())
