"""T-OLD-03, T-OLD-05: nothing pops up, floats, moves by itself, or asks who is a human."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.page_kinds import PAGE_KINDS

STATIC = Path(settings.BASE_DIR) / "articles" / "static" / "articles"
BY_ITSELF = ("setTimeout", "setInterval", "window.open", "alert(", "confirm(", "prompt(")
FLOATING = ("position: fixed", "animation:", "@keyframes", "transition:")


@pytest.mark.parametrize("script", sorted(STATIC.glob("js/*.js")), ids=lambda path: path.name)
def test_no_script_does_anything_unasked(script: Path) -> None:
    text = script.read_text()

    assert [word for word in BY_ITSELF if word in text] == []


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("css/*.css")), ids=lambda path: path.name)
def test_no_style_floats_or_moves(sheet: Path) -> None:
    text = sheet.read_text()

    assert [word for word in FLOATING if word in text] == []


@pytest.mark.django_db
def test_no_page_asks_for_a_captcha(seeded: None, client: Client) -> None:
    for address in PAGE_KINDS.values():
        shown = client.get(address).content.decode().lower()

        assert not any(word in shown for word in ("captcha", "验证码")), address
        assert "<iframe" not in shown, address
