"""Floor 4: lists cut into pages, at the same cost for the first page and the last."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from articles.catalogue import reading
from articles.models import Article
from articles.public.kept import HasETag, kept

PAGE_SIZE = 20


class Listing:
    """The published articles of one list, newest first, as a sequence that is cut into pages.

    *since* and *until* are beginnings of months; what is between them is the list then.
    """

    def __init__(
        self,
        site: HasETag,
        subject: str = reading.SITE,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> None:
        self._site, self._subject, self._since, self._until = site, subject, since, until

    def months(self) -> reading.Months:
        """Return how many articles there are of each month, counted once a generation."""
        counts = kept(self._site, ("months", self._subject), lambda: reading.months(self._subject))
        first, end = (f"{at:%Y-%m}" if at else "" for at in (self._since, self._until))
        return {
            month: count
            for month, count in counts.items()
            if month >= first and (not end or month < end)
        }

    def count(self) -> int:
        return sum(self.months().values())

    def __getitem__(self, wanted: slice) -> QuerySet:
        """Return the articles of a slice as a queryset; one query, when it is evaluated."""
        start, stop = wanted.start or 0, wanted.stop
        span = reading.Span(until=self._until, skip=start)
        if start > reading.STEPS:
            span = reading.after_months(self.months(), start)
        if span is None or stop <= start:
            return Article.objects.none()
        return reading.articles(self._subject, replace(span, since=self._since), stop - start)


def page_number(request: HttpRequest) -> int | None:
    """Return the number that ``?page=`` gives, 1 when absent; None for what is no number."""
    wanted = request.GET.get("page", "1")
    return int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) <= 6 else None


def page_of(
    request: HttpRequest, rows: QuerySet | Sequence | Listing, *, size: int = PAGE_SIZE
) -> Page:
    """Return the page that ``?page=`` names (1 when absent); 404 for anything there is not.

    ``numbers`` are those to link: the first, the last, and the neighbours.
    """
    paginator = Paginator(rows, size)
    try:
        page = paginator.page(page_number(request) or 0)
    except EmptyPage as error:
        raise Http404("没有这一页。") from error
    page.numbers = list(paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
    return page
