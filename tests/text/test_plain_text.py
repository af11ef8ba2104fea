"""Plain text that no store, feed or reader stumbles over (T-CHR-03)."""

import re
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.plain import normalise_line, normalise_text, strip_unsafe_characters

anything = st.text(
    alphabet=st.characters(exclude_categories=())
    | st.sampled_from("\u200c\u200dئۇ \u0338\u0301\n\r")
)


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x08", "\x1b", "\x7f", "\x9f", "\u200b", "\u200e", "\u202e", "\u2066", "\ufeff",
     "\udbff", "\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\u3164", "\U000e0041", "\u00ad"],
)  # fmt: skip
def test_unsafe_character_goes(character: str) -> None:
    text = f"高{character}新"

    assert normalise_line(text) == normalise_text(text) == strip_unsafe_characters(text) == "高新"


@pytest.mark.parametrize(
    "text", ["阿不都·热合曼", "㛃𬱖𰻝", "崔玉淼", "😀", "葛\U000e0100", "ئۇ\u200cيغ", "é", "\ue000"]
)
def test_legitimate_text_survives(text: str) -> None:
    assert normalise_line(text) == normalise_text(text) == strip_unsafe_characters(text) == text


def test_joiners_stay_only_between_arabic_letters() -> None:
    assert normalise_line("中\u200d国 a\u200cb ئ\u200d") == "中国 ab ئ"


def test_line_has_single_ordinary_blanks() -> None:
    assert normalise_line("\u3000一\u00a0\u2003二\r\n三\t\u2028四 ") == "一 二 三 四"


def test_text_keeps_its_lines() -> None:
    assert normalise_text("\r\n 一 \r\n\r二\u3000\u000b三\n") == "一\n\n二\n三"


def test_stripping_keeps_blanks_and_line_ends_verbatim() -> None:
    text = "　　一\u00a0 二\r\n\te\u0301"

    assert strip_unsafe_characters(text) == text


@given(anything)
def test_twice_is_once(text: str) -> None:
    for normalise in (normalise_line, normalise_text, strip_unsafe_characters):
        once = normalise(text)

        assert normalise(once) == once


@given(anything)
def test_result_is_nfc_and_well_formed_everywhere(text: str) -> None:
    line, lines = normalise_line(text), normalise_text(text)

    assert unicodedata.is_normalized("NFC", line)
    assert not re.search(r"[^\S ]|  ", line)
    for safe in (line, lines, strip_unsafe_characters(text)):
        escaped = safe.replace("&", "").replace("<", "").replace(">", "")
        ElementTree.fromstring(f"<a>{escaped}</a>".encode())
