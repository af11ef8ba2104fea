"""P4: the second of two editors sees what differs, character by character, and chooses."""

import pytest
from django.test import Client

from articles import versions
from articles.models import Article
from tests.builders import a_draft
from tests.writing.desks import Desk, choices

pytestmark = pytest.mark.django_db

BODY = "<p>第一段的原文在这里。</p><p>第二段的原文在这里。</p>"
MINE = BODY.replace("第一段的原文", "第一段的新文字")
THEIRS = BODY.replace("第二段的原文在", "第二段的文字<strong>仍</strong>在")
BOTH = MINE.replace("第二段的原文在", "第二段的文字<strong>仍</strong>在")


@pytest.fixture
def draft(db: None) -> Article:
    article = a_draft(title="共同的标题", body=BODY)
    versions.keep(article, actor=None)
    return article


@pytest.fixture
def desks(desk: Client, colleague: Client, draft: Article) -> tuple[Desk, Desk]:
    """Two editors who opened the same draft."""
    return Desk(desk, draft), Desk(colleague, draft)


def test_changes_at_different_places_are_merged_in_one_step(
    desks: tuple[Desk, Desk], draft: Article
) -> None:
    second, first = desks
    first.send(body=THEIRS)

    refused = second.send(body=MINE)
    saved = second.choose(refused)

    assert choices(refused) == {"body": (("merged", "mine", "theirs"), "merged")}
    assert saved.status_code == 302
    draft.refresh_from_db()
    assert draft.body == BOTH
    assert draft.saves == 2


def test_the_refusal_shows_both_sides_by_character(desks: tuple[Desk, Desk]) -> None:
    second, first = desks
    first.send(title="共同的好标题")

    page = second.send(title="共同的新标题").content.decode()

    assert "两边的改动" in page
    assert "王磊 于" in page
    assert '<h3>您打开时</h3><p class="diff-text">共同的标题</p>' in page
    assert "新增：</span>好" in page
    assert "新增：</span>新" in page


@pytest.mark.parametrize(("way", "kept"), [("mine", "我的标题"), ("theirs", "他人的标题")])
def test_changes_that_meet_are_the_editors_choice(
    desks: tuple[Desk, Desk], draft: Article, way: str, kept: str
) -> None:
    second, first = desks
    first.send(title="他人的标题")

    refused = second.send(title="我的标题")
    unchosen = second.choose(refused)
    saved = second.choose(unchosen, title=way)

    assert choices(refused) == {"title": (("mine", "theirs"), "")}
    assert choices(unchosen) == choices(refused)
    assert saved.status_code == 302
    draft.refresh_from_db()
    assert draft.title == kept


def test_what_only_the_other_changed_is_not_undone(
    desks: tuple[Desk, Desk], draft: Article
) -> None:
    second, first = desks
    first.send(title="他人的标题", tags="新标签", source="区发改委")

    refused = second.send(body=MINE)
    saved = second.choose(refused)

    assert choices(refused) == dict.fromkeys(
        ("title", "source", "tags"), (("mine", "theirs"), "theirs")
    )
    assert saved.status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.source, draft.body) == ("他人的标题", "区发改委", MINE)
    assert [tag.name for tag in draft.tags.all()] == ["新标签"]


def test_somebody_saving_meanwhile_is_a_new_conflict_and_loses_nothing(
    desks: tuple[Desk, Desk], draft: Article
) -> None:
    second, first = desks
    first.send(body=THEIRS)
    refused = second.send(body=MINE)
    Desk(first.client, draft).send(title="又改的标题")

    again = second.choose(refused)

    assert again.status_code == 200
    assert choices(again) == {"title": (("mine", "theirs"), "theirs")}
    assert again.context["adminform"].form["body"].value() == BOTH
    draft.refresh_from_db()
    assert (draft.body, draft.title) == (THEIRS, "又改的标题")
    second.fields |= {
        name: again.context["adminform"].form[name].value()
        for name in ("body", "seen_saves", "seen_version")
    }
    assert second.choose(again).status_code == 302
    draft.refresh_from_db()
    assert (draft.body, draft.title) == (BOTH, "又改的标题")
