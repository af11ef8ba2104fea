"""P4 for figures and links that somebody else changed."""

import pytest

from articles.models import Article
from tests.writing.desks import Desk, choices

pytestmark = pytest.mark.django_db


def test_a_figure_both_changed_is_chosen(
    full_desks: tuple[Desk, Desk], full_draft: Article
) -> None:
    second, first = full_desks
    code = full_draft.key_figures.get().code
    first.send(**{"key_figures-0-indicator": "他人的指标"})

    refused = second.send(**{"key_figures-0-indicator": "我的指标"})
    saved = second.choose(refused, **{f"key_figures_{code}": "theirs"})

    assert choices(refused) == {f"key_figures-{code}": (("mine", "theirs"), "")}
    assert saved.status_code == 302
    assert full_draft.key_figures.get().indicator == "他人的指标"


@pytest.mark.parametrize(("way", "kept"), [("mine", "我的"), ("theirs", "他人的")])
def test_links_are_chosen_as_a_whole(
    full_desks: tuple[Desk, Desk], full_draft: Article, way: str, kept: str
) -> None:
    second, first = full_desks
    first.send(**{"related_links-0-label": "他人的"})

    refused = second.send(**{"related_links-0-label": "我的"})
    saved = second.choose(refused, related_links=way)

    assert choices(refused) == {"related_links": (("mine", "theirs"), "")}
    assert saved.status_code == 302
    assert [link.label for link in full_draft.related_links.all()] == [kept]


def test_links_deleted_there_and_changed_here_come_back_as_new(
    full_desks: tuple[Desk, Desk], full_draft: Article
) -> None:
    second, first = full_desks
    first.send(**{"related_links-0-DELETE": "on"})

    refused = second.send(**{"related_links-0-label": "我的"})
    saved = second.choose(refused, related_links="mine")

    assert saved.status_code == 302
    assert [link.label for link in full_draft.related_links.all()] == ["我的"]
