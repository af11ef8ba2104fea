"""What a list ought to hold, by the plain way: everything, sorted, cut in Python."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from articles.catalogue.reading import subject_of
from articles.models import Article, Enterprise, Official, Tag, TaggedArticle
from tests.builders import a_channel

NOW = datetime(2026, 3, 15, 4, tzinfo=UTC)


def an_edition(number: int, at: datetime, **fields: object) -> Article:
    """Return a row of a signed edition that was first published *at*, not yet in the database."""
    defaults = {
        "channel": a_channel(), "public_id": f"2026{number:05d}", "title": f"第{number}篇",
        "source": "本站", "status": "signed", "visible_from": at, "first_published_at": at,
    }  # fmt: skip
    return Article(**{**defaults, **fields})


def enter(rows: list[Article]) -> list[Article]:
    """Write rows past every signal, as only an import or a restore would."""
    return Article.objects.bulk_create(rows)


def named(article: Article, *records: Tag | Official | Enterprise) -> None:
    for record in records:
        if isinstance(record, Tag):
            TaggedArticle.objects.create(tag=record, content_object=article)
        else:
            getattr(article, f"{record._meta.model_name}s").add(record)


def plainly(subject: str) -> list[int]:
    """Return the keys of the published articles of a list, newest first, asked without it."""
    kind, _, key = subject.partition(":")
    rows = Article.objects.published()
    if kind != "site":
        rows = rows.filter(**{"channel" if kind == "channel" else f"{kind}s": int(key)})
    return list(rows.newest_first().values_list("pk", flat=True))


def months_plainly(subject: str) -> dict[str, int]:
    moments = Article.objects.filter(pk__in=plainly(subject)).values_list(
        "first_published_at", flat=True
    )
    return dict(Counter(f"{timezone.localtime(at):%Y-%m}" for at in moments))


def some_names() -> tuple[Tag, Official, Enterprise]:
    return (
        Tag.objects.create(name="新材料"),
        Official.objects.create(name="崔玉淼"),
        Enterprise.objects.create(full_name="新疆莱沃科技股份有限公司"),
    )


def subjects(*records: object) -> list[str]:
    return ["site", subject_of(a_channel()), *map(subject_of, records)]


def days(number: float) -> timedelta:
    return timedelta(days=number)
