"""One-click repair: the fix of a finding, written into the draft as a save like any other."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles import versions
from articles.linking import Suggestion, suggest
from articles.models import Article, Tag
from articles.models.key_figure import without_sentence
from articles.proofreading.findings import Finding
from articles.proofreading.proofreader import marked
from articles.proofreading.reading import Reading, read

LONGEST_REASON = 200


class NotRepairable(Exception):
    """The finding has no fix; the message says why, in Chinese."""


class Changed(Exception):
    """The draft was saved, signed or deleted since its findings were shown."""


def repair(key: str, article: Article, *, actor: AbstractBaseUser, seen_saves: int) -> Finding:
    """Write the fix of the finding with *key* into the draft that was seen at *seen_saves*."""
    with transaction.atomic():
        locked = _draft_as_seen(article, seen_saves)
        reading = read(locked)
        finding = next((one for one in marked(reading) if one.key == key), None)
        if finding is None:
            raise Changed("这一处已经不在了，没有改动。下面是最新的结果。")
        if finding.fix is None:
            raise NotRepairable("这一处没有现成的改法，请在稿件里改。")
        reason = f"校对：“{finding.found}”改为“{finding.fix}”"
        with versions.saving(locked, actor=actor, reason=reason[:LONGEST_REASON]):
            _write(finding, reading)
    article.refresh_from_db()
    return finding


def choose(
    keys: Iterable[str], article: Article, *, actor: AbstractBaseUser, seen_saves: int
) -> list[str]:
    """Add the offered records with *keys* (``tag-7``) to the draft; return their names.

    What the text does not name, or what was chosen meanwhile, is not added.
    """
    wanted = set(keys)
    with transaction.atomic():
        locked = _draft_as_seen(article, seen_saves)
        chosen = [one for one in suggest(locked) if f"{one.kind}-{one.key}" in wanted]
        names = [one.name for one in chosen]
        if names:
            reason = f"添加：{'、'.join(names)}"[:LONGEST_REASON]
            with versions.saving(locked, actor=actor, reason=reason):
                _add(locked, chosen)
    article.refresh_from_db()
    return names


def _add(draft: Article, chosen: Iterable[Suggestion]) -> None:
    for one in chosen:
        record = Tag.objects.get(pk=one.key) if one.kind == "tag" else one.key
        getattr(draft, f"{one.kind}s").add(record)


def _draft_as_seen(article: Article, seen_saves: int) -> Article:
    """Lock the draft; refuse when it is none any more or was saved meanwhile."""
    locked = Article.objects.select_for_update().filter(pk=article.pk).first()
    if locked is None or not locked.is_draft:
        raise Changed("稿件已不是草稿，不能再改动。")
    if locked.saves != seen_saves:
        raise Changed("您看到这一页之后，稿件又被保存过，没有改动。下面是最新的结果。")
    return locked


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
