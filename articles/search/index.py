"""Floor 2: keeps the search's copy of the records, in the transaction that changes them."""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Q

from articles.models import (
    Article,
    PhotoCaption,
    Post,
    RelatedLink,
    SearchDocument,
    SearchFacet,
)
from articles.models.search_document import SearchDocumentQuerySet
from articles.search import postings
from articles.search.documents import (
    Record,
    facets_of,
    is_findable,
    key_of,
    own_facets,
    pointer_to,
    words_of,
)
from articles.search.postings import Row
from articles.text.folding import fold


def part_changed(part: Post | RelatedLink) -> None:
    """Follow a post or a link, whose words are its owner's."""
    put([part.official if isinstance(part, Post) else part.article])


def record_saved(record: Record, *, is_new: bool) -> None:
    """Follow a saved record; a new one has no document yet and no links."""
    if is_new:
        _enter([record], own_facets)
    else:
        put([record, *_captions_of(record)])


def record_deleted(record: Record) -> None:
    """Follow a deleted record."""
    _remove([record])


def facets_added(record: Record, facets: Iterable[str]) -> None:
    """Follow new links of *record*; nothing to do while nobody can find it."""
    if is_findable(record):
        rank = pointer_to(record).rank
        rows = [SearchFacet(document_id=rank, facet=facet) for facet in set(facets)]
        SearchFacet.objects.bulk_create(rows, ignore_conflicts=True)


def facets_changed(record: Record) -> None:
    """Follow links of *record* that were taken away or replaced."""
    if is_findable(record):
        SearchFacet.objects.filter(document=pointer_to(record).rank).delete()
        facets_added(record, facets_of(record))


def put(records: Sequence[Record]) -> None:
    """Make the documents of *records* what the records say now."""
    _remove(records)
    _enter(records, facets_of)


def _captions_of(record: Record) -> list[PhotoCaption]:
    """Return what signing an article shows, and withdrawing it hides, together with it."""
    return list(record.captions.all()) if isinstance(record, Article) else []


def _remove(records: Sequence[Record]) -> None:
    ranks = [pointer_to(record).rank for record in records if is_findable(record)]
    known = Q(key__in=list(map(key_of, records))) | Q(rank__in=ranks)
    remove_documents(SearchDocument.objects.filter(known))


def remove_documents(documents: SearchDocumentQuerySet) -> None:
    """Take *documents* out of the index."""
    rows = [Row(*row) for row in documents.values_list("rank", "title_folded", "text_folded")]
    if rows:
        ranks = [row.rank for row in rows]
        postings.remove(rows)
        SearchFacet.objects.filter(document__in=ranks).delete()
        SearchDocument.objects.filter(rank__in=ranks).delete()


def _enter(records: Sequence[Record], facets: Callable[[Record], Iterable[str]]) -> None:
    findable = [record for record in records if is_findable(record)]
    documents = [document_of(record) for record in findable]
    links = [
        SearchFacet(document=document, facet=facet)
        for document, record in zip(documents, findable, strict=True)
        for facet in set(facets(record))
    ]
    SearchDocument.objects.bulk_create(
        documents,
        update_conflicts=True,
        unique_fields=["rank"],
        update_fields=["title_folded", "text_folded"],
    )
    SearchFacet.objects.bulk_create(links, ignore_conflicts=True)
    postings.add([Row(row.rank, row.title_folded, row.text_folded) for row in documents])


def document_of(record: Record) -> SearchDocument:
    """Return the document that *record* ought to have."""
    words, pointer = words_of(record), pointer_to(record)
    return SearchDocument(
        rank=pointer.rank,
        key=pointer.key,
        title_folded="\n".join(map(fold, words.title)),
        text_folded="\n".join(map(fold, (*words.title, *words.text))),
        **pointer.columns,
    )
