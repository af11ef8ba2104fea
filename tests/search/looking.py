"""What the tests of the search ask."""

from articles.models import SearchDocument
from articles.search.finding import find
from articles.search.query import parse


def found(typed: str, *facets: str) -> list[str]:
    """Return the records found, as ``str()`` says them, in the order of the page."""
    ranks = find(parse(typed), facets).ranks
    rows = SearchDocument.objects.select_related(
        "article", "caption", "official", "enterprise", "tag"
    ).in_bulk(ranks)
    return [
        str(row.caption or row.official or row.enterprise or row.tag or row.article)
        for row in map(rows.get, ranks)
    ]
