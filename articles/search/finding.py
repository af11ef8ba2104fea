"""Floor 2: finds the documents that hold all words: those that say so in the title first.

Candidates come from the postings, highest ranks first; the documents themselves decide
whether they hold the words and whether readers may see them. After ``MOST`` the counting
ends: the page then says so, and not a number that nobody reads to.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Value
from django.db.models.functions import StrIndex

from articles.models import SearchDocument, SearchFacet
from articles.search import postings
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
    titles, texts = postings.first_candidates(wanted, _FIRST)
    known = _holding(query, doubtful, {*titles, *texts})
    search = _Search(query, doubtful, wanted, known)
    ranks = search.collect(TITLES, titles, MOST + 1)
    return _first(ranks + search.collect(TEXTS, texts, MOST + 1 - len(ranks)))


def count_facets(found: Found) -> dict[str, int]:
    """Return how many of the results have each facet, the most frequent first."""
    rows = SearchFacet.objects.filter(document__in=found.ranks).values_list("facet")
    counted = rows.annotate(count=Count("pk")).order_by("-count", "facet")
    return dict(counted)


def _first(ranks: list[int]) -> Found:
    return Found(tuple(ranks[:MOST]), has_more=len(ranks) > MOST)


@dataclass
class _Search:
    """One search on its way through the two lists."""

    query: Query
    doubtful: tuple[str, ...]
    wanted: Wanted
    known: dict[int, str]

    def collect(self, table: str, candidates: list[int], wanted: int) -> list[int]:
        """Return the results that belong to *table*, going on while too few of them held."""
        limit, found = _FIRST, self._of(table, candidates)
        while len(candidates) == limit and len(found) < wanted:
            limit, further = _FURTHER, replace(self.wanted, below=candidates[-1])
            candidates = postings.candidates(table, further, limit)
            self.known |= _holding(self.query, self.doubtful, candidates)
            found += self._of(table, candidates)
        return found

    def _of(self, table: str, candidates: list[int]) -> list[int]:
        return [rank for rank in candidates if self.known.get(rank) == table]


def _holding(query: Query, doubtful: Sequence[str], candidates: Sequence[int]) -> dict[int, str]:
    """Return those *candidates* that readers may see and that hold the *doubtful* words.

    The value says where they belong: to the titles when the title has every word.
    """
    if not candidates:
        return {}
    documents = SearchDocument.objects.visible().filter(rank__in=list(candidates))
    for number, word in enumerate(doubtful):
        place = f"place_{number}"
        documents = documents.alias(**{place: StrIndex("text_folded", Value(word))})
        documents = documents.filter(**{f"{place}__gt": 0})
    return {
        rank: TITLES if all(word in title for word in query.words) else TEXTS
        for rank, title in documents.values_list("rank", "title_folded")
    }
