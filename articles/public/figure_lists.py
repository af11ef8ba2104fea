"""Floor 4: key figures as the page shows them and as the files for download carry them."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest

from articles.models import KeyFigure
from articles.public.plots import Plot, plot_of

BYTE_ORDER_MARK = "\ufeff"
NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?")
# Heading in the CSV file, name in the JSON file.
COLUMNS = (
    ("编号", "code"), ("主题", "theme"), ("指标", "indicator"), ("其中", "part"),
    ("限定词", "qualifier"), ("报道所印", "printed"), ("数值", "value"), ("单位", "unit"),
    ("时期", "period"), ("时期的说法", "period_as_reported"),
    ("早先的数", "earlier"), ("早先的时期", "earlier_period"),
    ("总数", "total"), ("总数是什么", "total_name"), ("占比（%）", "share"),
    ("口径说明", "note"), ("原句", "sentence"),
    ("报道", "article_title"), ("报道编号", "article"), ("原句网址", "url"),
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One indicator: what one report says of it, or several side by side."""

    figures: list[KeyFigure]
    plot: Plot | None

    @property
    def first(self) -> KeyFigure:
        return self.figures[0]

    @property
    def reports(self) -> int:
        return len({figure.article_id for figure in self.figures})

    @property
    def is_wide(self) -> bool:
        return self.plot is not None or len(self.figures) > 1


def visible_figures() -> QuerySet:
    """Return every figure that readers may see, the earliest report first; one query."""
    return (
        KeyFigure.objects.published()
        .select_related("article")
        .defer("article__manuscript", "article__body")
        .order_by("article__dated", "article__public_id", "position", "code")
    )


def by_theme(figures: Iterable[KeyFigure]) -> list[tuple[KeyFigure.Theme, list[Entry]]]:
    """Return (theme, entries), themes in their fixed order; the same indicator is one entry."""
    themes: dict[str, dict[str, list[KeyFigure]]] = {}
    for figure in figures:
        themes.setdefault(figure.theme, {}).setdefault(figure.indicator, []).append(figure)
    return [
        (theme, [Entry(group, plot_of(group)) for group in themes[theme].values()])
        for theme in KeyFigure.Theme
        if theme in themes
    ]


def rows(request: HttpRequest, figures: Iterable[KeyFigure]) -> list[dict[str, str]]:
    """Return what the files say of each figure: printed texts, the decimal, and the source."""
    return [_row(request, figure) for figure in figures]


def _row(request: HttpRequest, figure: KeyFigure) -> dict[str, str]:
    own = {
        name: getattr(figure, name)
        for name in ("code", "indicator", "part", "qualifier", "printed", "unit", "period",
                     "earlier", "earlier_period", "total", "total_name", "share", "note",
                     "sentence")
    }  # fmt: skip
    derived = {
        "theme": figure.get_theme_display(),
        "value": figure.decimal,
        "period_as_reported": figure.period_name,
        "article_title": figure.article.title,
        "article": figure.article.public_id,
        "url": request.build_absolute_uri(figure.get_absolute_url()),
    }
    return {name: {**own, **derived}[name] for _, name in COLUMNS}


def as_csv(table: list[dict[str, str]], licence: str) -> str:
    """Return the table for spreadsheets: byte order mark, CRLF, no cell that is a formula (T-CHR-06)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*(heading for heading, _ in COLUMNS), "使用说明"])
    for row in table:
        writer.writerow([*map(_harmless, row.values()), _harmless(licence)])
    return BYTE_ORDER_MARK + text.getvalue()


def _harmless(cell: str) -> str:
    """A spreadsheet runs a cell that begins so; an apostrophe makes it text. Numbers stay."""
    is_formula = cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    return f"'{cell}" if is_formula and not NUMBER.fullmatch(cell) else cell
