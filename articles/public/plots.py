"""Floor 4: the few plots of key figures, as the bars of an SVG that the template draws.

Lengths are units of a drawing as wide as the narrowest screen's text, where one is a pixel;
elsewhere it is shown up to a quarter larger, so that its words stay legible.
"""

from dataclasses import dataclass
from decimal import Decimal

from articles.models import KeyFigure
from articles.models.key_figure import plain_decimal
from articles.text.numbers import read_number

WIDTH = 280
ROW = 46
ONE_LINE = 20  # characters that fit above one bar


@dataclass(frozen=True)
class Bar:
    """One bar, with the words above it at its left and right end."""

    y: int
    x: int
    width: int
    is_now: bool  # filled; otherwise outlined, so that the two differ without colour
    left: str = ""
    right: str = ""

    @property
    def text_y(self) -> int:
        return self.y - 6


@dataclass(frozen=True)
class Plot:
    """Bars, what they show in words, and the same as rows of a table."""

    bars: tuple[Bar, ...]
    description: str
    rows: tuple[tuple[str, str], ...]

    width = WIDTH

    @property
    def height(self) -> int:
        return max(bar.y for bar in self.bars) + 20


def plot_of(figures: list[KeyFigure]) -> Plot | None:
    """Return the plot that says more than the numbers of one indicator; None where none does."""
    first = figures[0]
    if len(figures) == 1 and first.earlier:
        return _change(first)
    if len(figures) == 1 and first.total:
        return _share(first)
    if len(figures) == 2 and all(figure.part for figure in figures) and _are_parts(*figures):
        return _parts(*figures)
    return None


def _change(figure: KeyFigure) -> Plot:
    """Before and now, one bar under the other on one scale."""
    before, now = read_number(figure.earlier), figure.value
    scale = max(before, now)
    points = (
        (figure.earlier_period_name, before, f"{figure.earlier}{figure.unit}"),
        (figure.period_name, now, figure.statement),
    )
    bars = tuple(
        Bar(
            y=22 + ROW * row,
            x=0,
            width=_length(value, scale),
            is_now=row == 1,
            left=name,
            right=text,
        )
        for row, (name, value, text) in enumerate(points)
    )
    return Plot(
        bars=bars,
        description="；".join(f"{name}{text}" for name, _, text in points),
        rows=tuple((name, text) for name, _, text in points),
    )


def _share(figure: KeyFigure) -> Plot:
    """The part, filled, within the outline of the whole."""
    whole = read_number(figure.total)
    share = f"（{figure.share}%）" if figure.share else ""
    return Plot(
        bars=(
            Bar(y=22, x=0, width=WIDTH, is_now=False, right=f"{figure.total}{figure.unit}"),
            Bar(y=22, x=0, width=_length(figure.value, whole), is_now=True,
                left=f"{figure.statement}{share}"),
        ),
        description=f"{figure.total_name}{figure.total}{figure.unit}，其中{figure.indicator}{figure.statement}{share}",
        rows=(
            (figure.total_name, f"{figure.total}{figure.unit}"),
            (figure.indicator, figure.statement),
            *([("占比", f"{figure.share}%")] if figure.share else []),
        ),
    )  # fmt: skip


def _are_parts(one: KeyFigure, other: KeyFigure) -> bool:
    return (one.article_id, one.unit, one.period) == (other.article_id, other.unit, other.period)


def _parts(one: KeyFigure, other: KeyFigure) -> Plot:
    """Two parts end to end; their sum is ours and said to be."""
    whole = one.value + other.value
    edge = _length(one.value, whole)
    texts = [f"{figure.part} {figure.statement}" for figure in (one, other)]
    second = 22 if len("".join(texts)) <= ONE_LINE else 22 + ROW
    return Plot(
        bars=(
            Bar(y=22, x=0, width=edge, is_now=True, left=texts[0]),
            Bar(y=second, x=edge, width=WIDTH - edge, is_now=False, right=texts[1]),
        ),
        description="；".join(texts),
        rows=(
            *[(figure.part, figure.statement) for figure in (one, other)],
            ("合计", f"{plain_decimal(whole)}{one.unit}（按报道数字计算）"),
        ),
    )


def _length(value: Decimal, scale: Decimal) -> int:
    return max(1, min(WIDTH, round(WIDTH * value / scale))) if scale > 0 else 1
