"""Floor 2: makes the index anew from the records, a batch at a time, and compares the two.

Safe on a live site: every batch is a transaction of its own that locks its records, so an
editor waits for one batch at most and no save is lost. A reader finds each record in its
old or its new form.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Exists, OuterRef
from django.db.models.query import QuerySet

from articles.models import (
    Article,
    Enterprise,
    Generation,
    Official,
    PhotoCaption,
    SearchDocument,
    SearchFacet,
    SearchState,
    Tag,
)
from articles.models.search_document import SearchDocumentQuerySet
from articles.search import index, postings
from articles.search.documents import COLUMNS, MODELS, Record, facets_of, is_findable, key_of
from articles.search.postings import Row, Wanted
from articles.text.folding import VERSION

BATCH = 100
SAMPLED_GRAMS = 12
# What the words and the facets of a record are asked for.
_TOGETHER = {
    Article: (("channel",), ("related_links", "tags", "officials", "enterprises")),
    PhotoCaption: (("article__channel",), ("tags", "officials", "enterprises")),
    Official: ((), ("posts", "tags")),
    Enterprise: (("cluster",), ("tags",)),
    Tag: ((), ()),
}


def ensure_index(plan: list | None = None, **_: Any) -> None:
    """Fill the index after ``migrate`` when it was made by another way of folding, or not at all.

    Not on the way: a database that lacks a later migration lacks columns too.
    """
    if (plan is None or _is_migrated()) and made_by() != VERSION:
        for _done in rebuild():
            pass


def made_by() -> int:
    """Return the version of the folding that made the index; 0 when none did."""
    state = SearchState.objects.filter(pk=SearchState.ONLY)
    return state.values_list("version", flat=True).first() or 0


def _is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def number_of_records() -> int:
    """Return how many records a rebuild looks at."""
    return sum(model._default_manager.count() for model in MODELS)


def rebuild() -> Iterator[int]:
    """Make every document anew; yield how many records were looked at with each batch."""
    if made_by() != VERSION:
        _clear()
    for model in MODELS:
        for batch in _batches(model):
            with transaction.atomic():
                index.put(_locked(model, batch))
            yield len(batch)
    with transaction.atomic():
        index.remove_documents(_orphans())
        SearchState.objects.update_or_create(pk=SearchState.ONLY, defaults={"version": VERSION})
        Generation.objects.move()  # pages of results may have changed


def differences() -> Iterator[str]:
    """Yield the key of every document that does not say what its record says."""
    for model in MODELS:
        for batch in _batches(model):
            yield from _differing(list(_with_links(model).filter(pk__in=batch)))
    yield from _orphans().values_list("key", flat=True)


def _clear() -> None:
    with transaction.atomic():
        SearchState.objects.all().delete()
        SearchFacet.objects.all().delete()
        SearchDocument.objects.all().delete()
        postings.clear()


def _batches(model: type[models.Model]) -> Iterator[list[int]]:
    """Yield the keys of *model* in order; a record made meanwhile enters the index by itself."""
    last = 0
    while batch := list(
        model._default_manager.filter(pk__gt=last)
        .order_by("pk")
        .values_list("pk", flat=True)[:BATCH]
    ):
        yield batch
        last = batch[-1]


def _with_links(model: type[models.Model]) -> QuerySet:
    selected, prefetched = _TOGETHER[model]
    rows = model._default_manager.prefetch_related(*prefetched)
    return rows.select_related(*selected) if selected else rows


def _locked(model: type[models.Model], batch: list[int]) -> list[Record]:
    return list(_with_links(model).filter(pk__in=batch).select_for_update(of=("self",)))


def _orphans() -> SearchDocumentQuerySet:
    """Return documents whose record is gone: only a write past Django can leave one."""
    gone = models.Q()
    for model, column in COLUMNS.items():
        row = model._default_manager.filter(pk=OuterRef(column))
        gone |= models.Q(**{f"{column}__isnull": False}) & ~Exists(row)
    return SearchDocument.objects.filter(gone)


def _differing(records: list[Record]) -> Iterator[str]:
    kept = {
        document.key: document
        for document in SearchDocument.objects.filter(
            key__in=list(map(key_of, records))
        ).prefetch_related("facets")
    }
    for record in records:
        key = key_of(record)
        there, wanted = kept.get(key), is_findable(record)
        if (there is not None) != wanted or (there and not _agrees(there, record)):
            yield key


def _agrees(there: SearchDocument, record: Record) -> bool:
    wanted = index.document_of(record)
    return (
        (there.rank, there.title_folded, there.text_folded)
        == (wanted.rank, wanted.title_folded, wanted.text_folded)
        and {row.facet for row in there.facets.all()} == set(facets_of(record))
        and _is_listed(there)
    )


def _is_listed(document: SearchDocument) -> bool:
    """Whether the postings lead to *document* by a sample of what it holds."""
    for table, found in Row(document.rank, document.title_folded, document.text_folded).grams():
        sample = tuple(islice(found, 0, None, max(1, len(found) // SAMPLED_GRAMS)))
        listed = postings.candidates(table, Wanted(sample, below=document.rank + 1), 1)
        if listed != [document.rank]:
            return False
    return True
