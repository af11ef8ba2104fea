"""Floor 2: keeps the search's copy of the records, in the transaction that changes them."""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

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
    record_of,
    words_of,
)
from articles.search.postings import Row
from articles.text.folding import fold

SAID = attrgetter("key", "title_folded", "text_folded")


def part_changed(part: Post | RelatedLink) -> None:
    """Follow a post or a link, whose words are its owner's.

    The owner is read anew under a lock: somebody may be about to rename it. Call before the
    generation moves, as its own saving takes the two in this order.
    """
    owner = part.official if isinstance(part, Post) else part.article
    put(type(owner)._default_manager.select_for_update(no_key=True).filter(pk=owner.pk))


def record_saved(record: Record, *, is_new: bool) -> None:
    """Follow a saved record; a new one has no document yet and no links."""
    if is_new:
        _enter([document_of(one) for one in [record] if is_findable(one)])
        facets_added(record, own_facets(record))
    else:
        put([record, *_captions_of(record)])


def record_deleted(record: Record) -> None:
    """Follow a deleted record; nothing is narrowed down by a name that is gone."""
    remove_documents(_documents_of([record]))
    SearchFacet.objects.filter(facet=key_of(record)).delete()


def facets_added(record: Record, facets: Iterable[str]) -> None:
    """Follow new links of *record*; nothing to do while nobody can find it."""
    if is_findable(record):
        _link({pointer_to(record).rank: facets})


def facets_changed(record: Record) -> None:
    """Follow links of *record* that were taken away or replaced."""
    if is_findable(record):
        SearchFacet.objects.filter(document=pointer_to(record).rank).delete()
        facets_added(record, facets_of(record))


def naming_changed(name: Record, owners: Iterable[Record]) -> None:
    """Follow links to *name* that were changed from its side: *owners* and whoever had them."""
    documents = SearchDocument.objects.filter(facets__facet=key_of(name), article__isnull=False)
    former = documents.select_related("article__channel", "caption")
    for record in (*owners, *map(record_of, former)):
        facets_changed(record)


def facet_moved(old: str, new: str) -> None:
    """Follow a name that was merged into another: what was narrowed down by it is so by the other."""
    both = SearchFacet.objects.filter(facet=new).values("document")
    SearchFacet.objects.filter(facet=old, document__in=both).delete()
    SearchFacet.objects.filter(facet=old).update(facet=new)


def put(records: Iterable[Record]) -> None:
    """Make the documents of *records* what the records say now; untouched texts stay."""
    records = list(records)
    findable = [record for record in records if is_findable(record)]
    wanted = {document.rank: document for document in map(document_of, findable)}
    there = {document.rank: document for document in _documents_of(records)}
    stale = [rank for rank, document in there.items() if not _same(document, wanted.get(rank))]
    remove_documents(SearchDocument.objects.filter(rank__in=stale))
    _enter([document for rank, document in wanted.items() if not _same(document, there.get(rank))])
    for rank in there.keys() & wanted.keys():
        if (old := there[rank].key) != (new := wanted[rank].key):  # a name's address was changed
            SearchFacet.objects.filter(facet=old).update(facet=new)
    SearchFacet.objects.filter(document__in=list(wanted)).delete()
    _link({pointer_to(record).rank: facets_of(record) for record in findable})


def _same(one: SearchDocument, other: SearchDocument | None) -> bool:
    return other is not None and SAID(one) == SAID(other)


def _captions_of(record: Record) -> list[PhotoCaption]:
    """Return what signing an article shows, and withdrawing it hides, together with it."""
    return list(record.captions.all()) if isinstance(record, Article) else []


def _documents_of(records: Sequence[Record]) -> SearchDocumentQuerySet:
    """Return what the index holds of *records*, under a former date or address too."""
    ranks = [pointer_to(record).rank for record in records if is_findable(record)]
    return SearchDocument.objects.filter(Q(key__in=list(map(key_of, records))) | Q(rank__in=ranks))


def remove_documents(documents: SearchDocumentQuerySet) -> None:
    """Take *documents* out of the index."""
    rows = [Row(*row) for row in documents.values_list("rank", "title_folded", "text_folded")]
    if rows:
        ranks = [row.rank for row in rows]
        postings.remove(rows)
        SearchFacet.objects.filter(document__in=ranks).delete()
        SearchDocument.objects.filter(rank__in=ranks).delete()


def _enter(documents: Sequence[SearchDocument]) -> None:
    SearchDocument.objects.bulk_create(
        documents,
        update_conflicts=True,
        unique_fields=["rank"],
        update_fields=["key", "title_folded", "text_folded"],
    )
    postings.add([Row(row.rank, row.title_folded, row.text_folded) for row in documents])


def _link(facets: Mapping[int, Iterable[str]]) -> None:
    SearchFacet.objects.bulk_create(
        [
            SearchFacet(document_id=rank, facet=facet)
            for rank, found in facets.items()
            for facet in set(found)
        ],
        ignore_conflicts=True,
    )


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
