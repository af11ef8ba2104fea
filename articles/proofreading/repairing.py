"""One-click repair: the fix of a finding, written into the draft as a save like any other."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.models.key_figure import without_sentence
from articles.proofreading.findings import Finding
from articles.proofreading.proofreader import marked
from articles.proofreading.reading import Reading, read


class NotRepairable(Exception):
    """The finding has no fix; the message says why, in Chinese."""


class Changed(Exception):
    """The draft was saved, signed or deleted since its findings were shown."""


def repair(key: str, article: Article, *, actor: AbstractBaseUser, seen_saves: int) -> Finding:
    """Write the fix of the finding with *key* into the draft that was seen at *seen_saves*."""
    with transaction.atomic():
        locked = Article.objects.select_for_update().filter(pk=article.pk).first()
        if locked is None or not locked.is_draft:
            raise Changed("稿件已不是草稿，不能再修正。")
        if locked.saves != seen_saves:
            raise Changed("您看到校对结果之后，稿件又被保存过，没有修正。下面是最新的结果。")
        reading = read(locked)
        finding = next((one for one in marked(reading) if one.key == key), None)
        if finding is None:
            raise Changed("这一处已经不在了，没有修正。下面是最新的结果。")
        if finding.fix is None:
            raise NotRepairable("这一处没有现成的改法，请在稿件里改。")
        _write(finding, reading)
        save_draft(locked, actor=actor)
    article.refresh_from_db()
    return finding


def save_draft(article: Article, *, actor: AbstractBaseUser) -> None:
    """Count a change made to a locked draft outside its form as a save of *actor*'s."""
    article.saves += 1
    article.saved_at = timezone.now()
    article.save()
    article.contributors.add(actor)


def _write(finding: Finding, reading: Reading) -> None:
    article, name = reading.article, finding.where.field
    if finding.where.row is not None:
        caption = reading.captions[finding.where.row]
        setattr(caption, name, _replaced(getattr(caption, name), finding))
        caption.save(update_fields=[name])
    elif name == "body":
        lost_before = {figure.pk for figure in _lost(article)}
        reading.body.replace(finding.start, finding.end, finding.fix)
        article.body = reading.body.html()
        _follow(article, finding, lost_before)
    else:
        setattr(article, name, _replaced(getattr(article, name), finding))


def _replaced(text: str, finding: Finding) -> str:
    return text[: finding.start] + finding.fix + text[finding.end :]


def _lost(article: Article) -> list:
    return without_sentence(article.key_figures.all(), article.body)


def _follow(article: Article, finding: Finding, lost_before: set[int]) -> None:
    """Repair the sentence of a key figure with the text that it was copied from."""
    for figure in _lost(article):
        if figure.pk in lost_before:
            continue
        sentence = figure.sentence.replace(finding.found, finding.fix, 1)
        figure.sentence = sentence
        if not without_sentence([figure], article.body):
            figure.save(update_fields=["sentence"])
