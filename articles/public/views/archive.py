"""The archive: articles by the month in which this site first published them."""

import datetime

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from articles.models import Article
from articles.public.calendar import Month, Year, weeks, years
from articles.public.listing import listed
from articles.public.page import PAGE_SIZE, page_of, public_page, show
from articles.public.page_tags import Column


@public_page
def archive(request: HttpRequest) -> HttpResponse:
    """Every year with its months, then every article."""
    return _archive(request, Article.objects.published(), years=years())


@public_page
def year(request: HttpRequest, year: str) -> HttpResponse:
    """One year; 404 when nothing was published in it."""
    all_years = years()
    found = _year(all_years, int(year))
    start = datetime.datetime(found.number, 1, 1, tzinfo=timezone.get_current_timezone())
    rows = _between(start, start.replace(year=found.number + 1))
    return _archive(request, rows, f"{found.number}年", years=[found])


@public_page
def month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """One month, day by day; 404 when nothing was published in it."""
    filled = [m for y in years() for m in reversed(y.months) if m.count]
    dates = [m.first_day for m in filled]
    wanted = (int(year), int(month))
    at = next((n for n, day in enumerate(dates) if (day.year, day.month) == wanted), None)
    if at is None:
        raise Http404("这个月没有发布文章。")
    start = datetime.datetime(*wanted, 1, tzinfo=timezone.get_current_timezone())
    rows = _between(start, (start + datetime.timedelta(days=31)).replace(day=1))
    return _archive(
        request,
        rows,
        f"{wanted[0]}年{wanted[1]}月",
        month=filled[at],
        earlier=_step(filled, at + 1),
        later=_step(filled, at - 1),
        weeks=weeks(rows, dates[at], page_size=PAGE_SIZE),
    )


def _archive(
    request: HttpRequest, rows: QuerySet, period: str = "", **context: object
) -> HttpResponse:
    page = page_of(request, rows.newest_first())
    page.object_list = listed(page.object_list)
    column = Column(
        name=f"{period}文章" if period else "文章归档",
        description=f"本站{period}发布的文章",
        keywords=("文章归档", *([period] if period else [])),
        kind="工作动态",
    )
    return show(request, "articles/archive.html", column, page=page, period=period, **context)


def _between(start: datetime.datetime, end: datetime.datetime) -> QuerySet:
    return Article.objects.published().filter(
        first_published_at__gte=start, first_published_at__lt=end
    )


def _year(all_years: list[Year], number: int) -> Year:
    found = next((each for each in all_years if each.number == number), None)
    if found is None:
        raise Http404("这一年没有发布文章。")
    return found


def _step(filled: list[Month], at: int) -> Month | None:
    return filled[at] if 0 <= at < len(filled) else None
