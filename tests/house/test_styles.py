"""T-UI-01: colours, distances and sizes are tokens; the colours are three hues beside ink and paper."""

import colorsys
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings

SHEETS = sorted((Path(settings.BASE_DIR) / "articles/static/articles/css").glob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.S)
DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;{}]+)[;}]")
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(", re.I)
GREY = 0.12  # a difference between the channels too small to be seen as a hue
ONE_FAMILY = 30  # degrees


def declarations(sheet: Path) -> list[tuple[str, str]]:
    return DECLARATION.findall(COMMENT.sub("", sheet.read_text()))


def hue(colour: str) -> float | None:
    digits = colour[1:] if len(colour) > 5 else "".join(digit * 2 for digit in colour[1:])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    if max(red, green, blue) - min(red, green, blue) < GREY:
        return None
    return colorsys.rgb_to_hsv(red, green, blue)[0] * 360


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_component_names_colours_and_holds_none(sheet: Path) -> None:
    own = [
        (name, value)
        for name, value in declarations(sheet)
        if COLOUR.search(value) and not name.startswith("--")
    ]

    assert own == []


DISTANCE = re.compile(r"(?:margin|padding|gap)(?:-\w+)*|(?:row|column)-gap")
LENGTH = re.compile(r"(?<![\w.-])\d*\.?\d+rem\b")
SIZES = {".875rem", "1rem", "1.125rem", "1.25rem", "1.5rem"}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_component_names_distances_and_sizes(sheet: Path) -> None:
    """Only a size between the steps, such as ``clamp()`` or one large number, is its own."""
    own = [
        (name, value)
        for name, value in declarations(sheet)
        if (DISTANCE.fullmatch(name) and LENGTH.search(value))
        or (
            name in {"font", "font-size"}
            and SIZES & {*re.split(r"[ /]", value.partition("clamp(")[0])}
        )
    ]

    assert own == []


def test_the_site_has_three_hues_at_most() -> None:
    colours = {
        found
        for sheet in SHEETS
        for _, value in declarations(sheet)
        for found in re.findall(r"#[0-9a-fA-F]{3,6}\b", value)
    }
    hues = sorted(degrees for colour in colours if (degrees := hue(colour)) is not None)

    families = 1 + sum(later - earlier > ONE_FAMILY for earlier, later in pairwise(hues))

    assert len(colours) > 20
    assert families <= 3, hues


def test_only_the_base_sheet_selects_by_element() -> None:
    bare = re.compile(r"(?:^|\})\s*(?:html|body|h[1-6]|p|ul|ol|a|table|img)\b[^{}]*\{")

    guilty = [sheet.name for sheet in SHEETS if bare.search(COMMENT.sub("", sheet.read_text()))]

    assert guilty == ["base.css"]
