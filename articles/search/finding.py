"""Floor 2: finds the documents that hold all words: those that say so in the title first.

Candidates come from the postings, highest ranks first; the documents themselves decide
whether they hold the words and whether readers may see them. After ``MOST`` the counting
ends: the page then says so, and not a number that nobody reads to.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import accumulate

from django.db.models import Count, QuerySet, Value
from django.db.models.functions import StrIndex
from django.utils import timezone

from articles.models import Article, SearchDocument, SearchFacet
from articles.models.search_document import SearchDocumentQuerySet
from articles.prepared import Prepared
from articles.search import postings
from articles.search.documents import FIRST_NAME, article_keys
from articles.search.postings import TEXTS, TITLES, Wanted
from articles.search.query import Query
from articles.text.folding import needed_grams

MOST = 1000
# A little more than is wanted: some candidates hold the pairs apart, some are not visible.
_FIRST = MOST + 200
_FURTHER = 4000
# A facet of so few documents is looked through faster than a frequent word is.
_FEW = 2000
# The facets that fewest documents have come first.
_NARROWEST = ("official", "enterprise", "tag", "year", "channel", "kind")


@dataclass(frozen=True)
class Found:
    """The ranks of the results in their order, at most ``MOST``, and whether there are more."""

    ranks: tuple[int, ...] = ()
    has_more: bool = False


def find(query: Query, facets: Sequence[str] = ()) -> Found:
    """Return what holds every word of *query* and has every one of *facets*."""
    grams = set().union(*map(needed_grams, query.words))
    if not grams:
        return Found()
    facets = sorted(facets, key=lambda facet: _NARROWEST.index(facet.partition(":")[0]))
    few = postings.having_facets(facets, _FEW + 1) if facets else []
    if facets and len(few) <= _FEW:
        known = _holding(query, query.words, few)
        titled = [rank for rank in few if known.get(rank) == TITLES]
        return _first(titled + [rank for rank in few if known.get(rank) == TEXTS])
    wanted = Wanted(tuple(sorted(grams)), tuple(facets))
    doubtful = tuple(word for word in query.words if word not in grams)
    return _first(_Search(query, doubtful, wanted).ranks())


def count_facets(found: Found) -> dict[str, int]:
    """Return how many of the results have each facet, the most frequent first."""
    return dict(_counted(ranks=postings.spelled(found.ranks)))


def _first(ranks: list[int]) -> Found:
    return Found(tuple(ranks[:MOST]), has_more=len(ranks) > MOST)


@dataclass(frozen=True)
class _Beginning:
    """The first candidates of a list, and whether there are no others."""

    table: str
    candidates: list[int]
    is_all: bool


@dataclass(frozen=True)
class _Search:
    """One search on its way through the two lists."""

    query: Query
    doubtful: tuple[str, ...]  # words that their grams do not prove
    wanted: Wanted

    def ranks(self) -> list[int]:
        """Return one more than ``MOST`` results, or all: titles first, then texts."""
        titles, texts = postings.first_candidates(self.wanted, _FIRST)
        needed = _up_to(_FIRST - len(titles), texts, besides={*titles})
        if self.doubtful:
            known = _holding(self.query, self.doubtful, {*titles, *needed})
        else:  # the lists themselves prove the words, and whose title has them all
            visible, titled = _visible({*titles, *needed}), {*titles}
            known = {rank: TITLES if rank in titled else TEXTS for rank in visible}
        few_titles = len(titles) < _FIRST
        titled = _Beginning(TITLES, titles, is_all=few_titles)
        others = _Beginning(TEXTS, needed, is_all=few_titles and len(needed) == len(texts) < _FIRST)
        found = self._go_on(titled, known, MOST + 1)
        return found + self._go_on(others, known, MOST + 1 - len(found))

    def _go_on(self, beginning: _Beginning, known: dict[int, str], wanted: int) -> list[int]:
        """Return the results of one list, asking for more candidates while too few held."""
        table, candidates, is_all = beginning.table, beginning.candidates, beginning.is_all
        found = [rank for rank in candidates if known.get(rank) == table]
        while not is_all and len(found) < wanted:
            last = candidates[-1] if candidates else None
            further = replace(self.wanted, below=last)
            candidates = postings.candidates(table, further, _FURTHER)
            is_all = len(candidates) < _FURTHER
            known = _holding(self.query, self.doubtful, candidates)
            found += [rank for rank in candidates if known.get(rank) == table]
        return found


def _up_to(number: int, ranks: list[int], *, besides: set[int]) -> list[int]:
    """Return the beginning of *ranks* that holds *number* of them *besides* those known."""
    counted = accumulate(rank not in besides for rank in ranks)
    return [rank for rank, count in zip(ranks, counted, strict=True) if count <= number]


def _holding(query: Query, doubtful: Sequence[str], candidates: Collection[int]) -> dict[int, str]:
    """Return those *candidates* that readers may see and that hold the *doubtful* words.

    The value says where they belong: to the titles when the title has every word.
    """
    if not candidates:
        return {}
    read = _texts(len(doubtful), has_names=max(candidates) >= FIRST_NAME)
    words = {f"word{number}": word for number, word in enumerate(doubtful)}
    rows = read(now=timezone.now(), ranks=postings.spelled(candidates), **words)
    return {
        rank: TITLES if all(word in title for word in query.words) else TEXTS
        for rank, title, *found in rows
        if all(found)
    }


def _visible(candidates: Collection[int]) -> set[int]:
    """Return those *candidates* that readers may see; an article is asked for by its own key."""
    articles = article_keys(candidates)
    asked = {"now": timezone.now(), "articles": postings.spelled(articles)}
    if others := {*candidates} - {*articles.values()}:
        read = _all_shown if max(others) >= FIRST_NAME else _shown
        keys = read(**asked, others=postings.spelled(others))
    else:
        keys = _shown_articles(**asked)
    return {articles.get(key, key) for (key,) in keys}


# --- The queries, each spelled once a process ---------------------------------------
# Visibility of names takes its time: it is asked only where there are any.
@Prepared
def _shown_articles(now: datetime, articles: str) -> QuerySet:
    shown = Article.objects.published(now).order_by()
    return shown.filter(pk__in=postings.among(articles)).values_list("pk")


@Prepared
def _shown(now: datetime, articles: str, others: str) -> QuerySet:
    return _with(SearchDocument.objects.published(now), now, articles, others)


@Prepared
def _all_shown(now: datetime, articles: str, others: str) -> QuerySet:
    return _with(SearchDocument.objects.visible(now), now, articles, others)


def _with(documents: SearchDocumentQuerySet, now: datetime, articles: str, others: str) -> QuerySet:
    shown = Article.objects.published(now).order_by().filter(pk__in=postings.among(articles))
    rest = documents.filter(rank__in=postings.among(others))
    return shown.values_list("pk").union(rest.values_list("pk"), all=True)


@cache
def _texts(number: int, *, has_names: bool) -> Prepared:
    """Return the query for titles, and for the places of so many words in the texts."""

    def read(now: datetime, ranks: str, **words: str) -> QuerySet:
        documents = SearchDocument.objects
        readable = documents.visible(now) if has_names else documents.published(now)
        # Asked for as values and not as a condition: PostgreSQL would unpack every text first.
        places = [StrIndex("text_folded", Value(word)) for word in words.values()]
        rows = readable.filter(rank__in=postings.among(ranks))
        return rows.values_list("rank", "title_folded", *places)

    read.__annotations__ |= {f"word{place}": str for place in range(number)}
    del read.__annotations__["words"]
    return Prepared(read)


@Prepared
def _counted(ranks: str) -> QuerySet:
    rows = SearchFacet.objects.filter(document__in=postings.among(ranks)).values_list("facet")
    return rows.annotate(count=Count("*")).order_by("-count", "facet")
