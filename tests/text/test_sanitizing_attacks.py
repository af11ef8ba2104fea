"""Nothing an editor can paste acts on our pages (T-URL-03)."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from live_markup import live_payloads

from articles.text.plain import strip_unsafe_characters
from articles.text.sanitizing import plain_text, sanitize_html

ATTACKS = json.loads((Path(__file__).parent / "attacks" / "markup.json").read_text("utf-8"))
FRAGMENTS = [
    "<p>", "</p>", "<b>", "</b>", "<a href=/x>", "<a href='javascript:x'>", "</a>", "<table>",
    "<tr>", "<td>", "</table>", "<svg>", "<math>", "<style>", "</style>", "<script>", "</script>",
    "<!--", "-->", "<img src=x onerror=x>", "<img src=/media/pictures/a.jpg alt='<b>'>", "<h1>",
    "</h1>", "<div>", "</div>", "<li>", "<ul>", "</ul>", "<figure>", "<span lang=ug>", "</span>",
    "&nbsp;", "&lt;script&gt;", "&#0;", "&#x202e;", "&amp;", "\u0338", "\u200b", "<", ">", '"',
    "'", " ", "\n", "中", "a", "<mtext>", "<mglyph>", "<noscript>", "<template>", "<select>",
    "<title>", "<textarea>", "<form>", "<pre>\n", "<br>", "<hr>", "]]>", "<![CDATA[", "<?x?>",
]  # fmt: skip
markup = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join)


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_is_disarmed(attack: str) -> None:
    stored = sanitize_html(attack)

    assert live_payloads(stored) == []
    assert sanitize_html(stored) == stored


@pytest.mark.parametrize(
    "around", ["<p>{}</p>", "<table><tr><td>{}", "<b><a href='/x'>{}</a>", "\"'>{}"]
)
def test_attack_is_disarmed_wherever_it_stands(around: str) -> None:
    for attack in ATTACKS:
        stored = sanitize_html(around.replace("{}", attack))

        assert live_payloads(stored) == []
        assert sanitize_html(stored) == stored


@given(markup | st.text(alphabet=st.characters(exclude_categories=()), max_size=40))
def test_saving_twice_changes_nothing_and_nothing_acts(html: str) -> None:
    stored = sanitize_html(html)

    assert sanitize_html(stored) == stored
    assert live_payloads(stored) == []
    assert strip_unsafe_characters(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)


@pytest.mark.parametrize(
    "reference", ["&#0;", "&#x0;", "&#8203;", "&#x202e;", "&#xfeff;", "&#xfffe;", "&#x1f;"]
)
def test_unsafe_character_by_reference_goes(reference: str) -> None:
    assert sanitize_html(f"<p>高{reference}新</p>") == "<p>高新</p>"


def test_hidden_link_goes_with_its_address() -> None:
    stored = sanitize_html(
        '<p>一<a href="http://evil.cn/">\u200b&nbsp;</a><a href="/x"><b></b></a></p>'
    )

    assert plain_text(stored) == "一"
    assert "<a" not in stored


def test_markup_made_to_exhaust_is_answered_too() -> None:
    for html in (
        "<div>" * 100_000 + "x",
        "<svg>" + "<td></x>" * 50_000,
        "<i " + " ".join(f"a{number}" for number in range(50_000)) + ">x",
        "".join(f"<b class={number}>" for number in range(99)) + "<p>x" * 5_000,
        "<" * 200_000,
        "<i " * 100_000,
    ):
        assert live_payloads(sanitize_html(html)) == []
