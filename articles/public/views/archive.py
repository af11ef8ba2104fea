"""The archive: articles by the month in which this site first published them."""

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from articles.catalogue.reading import month_after
from articles.models import Article
from articles.public.calendar import Month, Year, weeks, years
from articles.public.listing import listed
from articles.public.page import public_page, show
from articles.public.page_tags import Column
from articles.public.paging import PAGE_SIZE, Listing, page_of


@public_page
def archive(request: HttpRequest) -> HttpResponse:
    """Every year with its months, then every article."""
    rows = Listing(request.site)
    return _archive(request, rows, years=years(rows.months()))


@public_page
def year(request: HttpRequest, year: str) -> HttpResponse:
    """One year; 404 when nothing was published in it."""
    found = _year(years(Listing(request.site).months()), int(year))
    start = datetime.datetime(found.number, 1, 1, tzinfo=timezone.get_current_timezone())
    rows = Listing(request.site, since=start, until=month_after(f"{found.number}-12"))
    return _archive(request, rows, f"{found.number}年", years=[found])


@public_page
def month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """One month, day by day; 404 when nothing was published in it."""
    all_years = years(Listing(request.site).months())
    filled = [m for y in all_years for m in reversed(y.months) if m.count]
    dates = [m.first_day for m in filled]
    wanted = (int(year), int(month))
    at = next((n for n, day in enumerate(dates) if (day.year, day.month) == wanted), None)
    if at is None:
        raise Http404("这个月没有发布文章。")
    start = datetime.datetime(*wanted, 1, tzinfo=timezone.get_current_timezone())
    end = month_after(f"{wanted[0]}-{wanted[1]:02}")
    in_month = Article.objects.published().filter(
        first_published_at__gte=start, first_published_at__lt=end
    )
    return _archive(
        request,
        Listing(request.site, since=start, until=end),
        f"{wanted[0]}年{wanted[1]}月",
        month=filled[at],
        earlier=_step(filled, at + 1),
        later=_step(filled, at - 1),
        weeks=weeks(in_month, dates[at], page_size=PAGE_SIZE),
    )


def _archive(
    request: HttpRequest, rows: Listing, period: str = "", **context: object
) -> HttpResponse:
    page = page_of(request, rows)
    page.object_list = listed(page.object_list)
    column = Column(
        name=f"{period}文章" if period else "文章归档",
        description=f"本站{period}发布的文章",
        keywords=("文章归档", *([period] if period else [])),
        kind="工作动态",
    )
    return show(request, "articles/archive.html", column, page=page, period=period, **context)


def _year(all_years: list[Year], number: int) -> Year:
    found = next((each for each in all_years if each.number == number), None)
    if found is None:
        raise Http404("这一年没有发布文章。")
    return found


def _step(filled: list[Month], at: int) -> Month | None:
    return filled[at] if 0 <= at < len(filled) else None
