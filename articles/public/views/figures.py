"""The district in figures 数据看高新, as a page and as files."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from articles.public.figure_lists import as_csv, by_theme, rows, visible_figures
from articles.public.page import public_page, show
from articles.public.page_tags import Column
from articles.public.structured_data import dataset

MOST = 400  # a page that opens on an old phone; the files hold all


@public_page
def figures(request: HttpRequest) -> HttpResponse:
    """Every figure by theme, each with the way to its sentence."""
    found = list(visible_figures()[: MOST + 1])
    themes = by_theme(found[:MOST])
    column = Column(
        name="数据看高新",
        description="报道中的数据，按主题排列，逐项注明单位、时期和原句",
        keywords=("数据", *(theme.label for theme, _ in themes)),
        kind="数据发布",
    )
    return show(
        request,
        "articles/figures.html",
        column,
        structured_data=dataset(request, column),
        themes=themes,
        count=min(len(found), MOST),
        is_cut=len(found) > MOST,
    )


@public_page
def csv_file(request: HttpRequest) -> HttpResponse:
    """All figures for a spreadsheet."""
    text = as_csv(rows(request, visible_figures()), _licence(request))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="gaoxin-figures.csv"'
    return response


@public_page
def json_file(request: HttpRequest) -> HttpResponse:
    """All figures for programs; numbers are strings, exactly as printed."""
    data = {
        "title": f"{request.site.identity.name}：数据看高新",
        "licence": _licence(request),
        "figures": rows(request, visible_figures()),
    }
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="gaoxin-figures.json"'
    return response


def _licence(request: HttpRequest) -> str:
    identity = request.site.identity
    sample = "（示例）" if identity.is_sample and identity.data_licence else ""
    return f"{identity.data_licence}{sample}"
