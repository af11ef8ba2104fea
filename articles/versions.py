"""Floor 2: every content that an edition had is kept, with who left it so and why."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from articles.models import Article, ArticleVersion
from articles.models.append_only import record
from articles.signing import canonical, content_of, digest

FOUND = "此前的内容"


def keep(article: Article, *, actor: AbstractBaseUser | None, reason: str = "") -> ArticleVersion:
    """Keep the present content of *article*, under its row lock; return its version.

    A content that is the last kept one already is not kept twice.
    """
    text = canonical(content_of(article))
    last = article.versions.order_by("-number").first()
    if last is not None and last.content_hash == digest(text):
        return last
    return record(
        article.versions, actor=actor, reason=reason, canonical=text, content_hash=digest(text)
    )


def keep_first(article: Article) -> None:
    """Keep what the database holds of a draft that is older than its history."""
    if not article.versions.exists():
        keep(Article.objects.get(pk=article.pk), actor=None, reason=FOUND)


def count_save(draft: Article) -> None:
    """Let a copy of *draft* opened before be known as overtaken (P4); the caller saves."""
    draft.saves += 1
    draft.saved_at = timezone.now()


@contextmanager
def saving(draft: Article, *, actor: AbstractBaseUser, reason: str) -> Iterator[None]:
    """Make what is done inside a save of *actor*'s as any in the form; under the row lock.

    What stood there before is kept, the save counted, its writer and its version put down.
    """
    keep(Article.objects.get(pk=draft.pk), actor=None, reason=FOUND)
    yield
    count_save(draft)
    draft.save()
    draft.contributors.add(actor)
    keep(draft, actor=actor, reason=reason)


def last_number(article: Article) -> int:
    """Return the number of the last version; 0 for an article without one."""
    if article.pk is None:
        return 0
    return article.versions.order_by("-number").values_list("number", flat=True).first() or 0
