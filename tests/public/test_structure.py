"""T-A11Y-01, T-A11Y-04: what every page kind says to those who do not see it, in every form."""

import re
from collections import Counter

import pytest
from django.test import Client

from articles.public.modes import elder_address
from tests.outline import Outline
from tests.page_kinds import ARTICLE, PAGE_KINDS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
FORMS = (("", ""), ("/zh-hant", ""), ("", "elder"))


@pytest.mark.one_database
@pytest.mark.parametrize(("script", "mode"), FORMS)
def test_every_page_kind_is_well_built(client: Client, script: str, mode: str) -> None:
    titles: dict[str, set[str]] = {}

    for kind, address in PAGE_KINDS.items():
        asked = elder_address(address) if mode else address
        page = Outline(client.get(script + asked).content.decode())

        steps = zip([0, *page.headings], page.headings, strict=False)
        titles.setdefault(page.title, set()).add(address.partition("?")[0])
        assert page.language == ("zh-Hant" if script else "zh-CN"), kind
        assert page.headings.count(1) == 1, kind
        assert all(step - before <= 1 for before, step in steps), (kind, page.headings)
        assert page.links[0] == "#main", kind
        assert Counter(page.landmarks)["main"] == 1, kind
        assert page.landmarks[:2] == ["header", "nav"], kind
        assert page.landmarks[-1] == "footer", kind
        assert page.unnamed == [], kind
        assert max(Counter(page.ids).values()) == 1, kind
        assert page.references <= set(page.ids), kind
        assert page.inline == [], kind

    assert [title for title, pages in titles.items() if len(pages) > 1] == []


def test_a_title_says_page_column_and_site(client: Client) -> None:
    page = Outline(client.get(ARTICLE).content.decode())

    assert page.title == "园区高质量发展百强（2022）－园区动态－乌鲁木齐高新区（新市区）"


def test_words_of_the_other_script_are_marked(client: Client) -> None:
    for address, language, word in ((ARTICLE, "zh-Hant", "繁體"), (f"/zh-hant{ARTICLE}", "zh-Hans", "简体")):  # fmt: skip
        shown = client.get(address).content.decode()

        assert len(re.findall(f'lang="{language}" translate="no"[^>]*>{word}</a>', shown)) == 2


def test_what_needs_a_script_is_hidden_until_one_runs(client: Client) -> None:
    """T-UI-06, T-OLD-02: no button without an effect."""
    for address in (ARTICLE, f"{ARTICLE}?mode=elder"):
        shown = client.get(address).content.decode()
        hidden = re.sub(r"<(li|p)[^>]* hidden>.*?</\1>|<button[^>]* hidden>.*?</button>", "", shown, flags=re.S)  # fmt: skip

        assert shown.count("<button") >= 4
        assert set(re.findall(r'<button type="(\w+)"', hidden)) <= {"reset"}
