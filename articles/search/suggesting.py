"""Floor 2: "did you mean": a known name that a word misses by a character or two."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from difflib import SequenceMatcher

from django.db.models import QuerySet
from django.utils import timezone

from articles.models import SearchDocument
from articles.prepared import Prepared
from articles.search import postings
from articles.search.documents import record_of, words_of
from articles.search.finding import find
from articles.search.query import Query, parse
from articles.text.folding import Folded, fold_with_origins, grams

_MOST_NAMES = 300  # names compared with one word
_MOST_WORDS = 3  # words tried
_MOST_SUGGESTIONS = 3
_ALIKE = 0.75  # of a whole name, when characters are missing or too many


def suggestions(query: Query) -> list[str]:
    """Return queries that would find something, nearest first; for a query that found nothing."""
    proposed: list[str] = []
    for number, word in enumerate(query.words[:_MOST_WORDS]):
        for name in _names_near(word):
            typed = [*query.typed[:number], name, *query.typed[number + 1 :]]
            proposed.append(" ".join(typed))
    if len(query.words) > 1:  # a name alone has a page of its own, with others it may not
        proposed = [one for one in proposed[:_MOST_SUGGESTIONS] if find(parse(one)).ranks]
    return proposed[:_MOST_SUGGESTIONS]


def _names_near(word: str) -> list[str]:
    """Return the names, or parts of names, that differ little from the folded *word*."""
    if len(word) < 2:
        return []
    near: dict[str, float] = {}
    for name in _known_names(word):
        for likeness, start, end in _likenesses(word, name.text):
            span = name.span(start, end)
            spelled = name.source[span[0] : span[1]]
            near[spelled] = max(likeness, near.get(spelled, 0))
    return sorted(near, key=lambda name: (-near[name], name))


def _known_names(word: str) -> Iterator[Folded]:
    """Yield the names of visible records that share a character with *word*."""
    ranks = postings.alike(sorted(grams(word)), _MOST_NAMES)
    named = _named(now=timezone.now(), ranks=postings.spelled(ranks)) if ranks else []
    for document in named:
        yield from map(fold_with_origins, words_of(record_of(document)).title)


@Prepared
def _named(now: datetime, ranks: str) -> QuerySet:
    visible = SearchDocument.objects.visible(now)
    named = visible.filter(rank__in=postings.among(ranks), article=None)
    return named.select_related("official", "enterprise", "tag")


def _likenesses(word: str, name: str) -> Iterator[tuple[float, int, int]]:
    """Yield (likeness, start, end) of the parts of *name* that *word* may have meant."""
    size, allowed = len(word), 1 if len(word) < 6 else 2
    for start in range(len(name) - size + 1):
        part = name[start : start + size]
        differences = _differences(word, part)
        if 0 < differences <= allowed and part.strip() == part:
            yield 1 - differences / size, start, start + size
    whole = SequenceMatcher(None, word, name, autojunk=False)
    if name != word and len(name) != size and whole.ratio() >= _ALIKE:
        yield whole.ratio(), 0, len(name)


def _differences(word: str, part: Sequence[str]) -> int:
    """Count the characters that differ; two neighbours that changed places are one difference."""
    places = [place for place, pair in enumerate(zip(word, part, strict=True)) if len({*pair}) > 1]
    is_swap = (
        len(places) == 2
        and word[places[0] : places[1] + 1] == part[places[0] : places[1] + 1][::-1]
    )
    return 1 if is_swap else len(places)
