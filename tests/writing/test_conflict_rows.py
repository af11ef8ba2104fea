"""P4 for pictures, figures and links: rows that somebody else changed are named and chosen."""

import pytest

from articles.models import Article
from tests.writing.desks import Desk, choices

pytestmark = pytest.mark.django_db


def captions(draft: Article) -> list[tuple[int, str]]:
    return list(draft.captions.order_by("number").values_list("number", "caption"))


def test_a_picture_only_the_other_changed_stays_changed(
    full_desks: tuple[Desk, Desk], full_draft: Article
) -> None:
    second, first = full_desks
    first.send(**{"captions-1-caption": "车间全景"})

    refused = second.send(**{"captions-0-caption": "厂房全景"})
    saved = second.choose(refused)

    assert choices(refused) == {"captions-2": (("mine", "theirs"), "theirs")}
    assert "第 2 图" in refused.content.decode()
    assert saved.status_code == 302
    assert captions(full_draft) == [(1, "厂房全景"), (2, "车间全景")]


@pytest.mark.parametrize(("way", "kept"), [("mine", "我的说明"), ("theirs", "他人的说明")])
def test_a_picture_both_changed_is_chosen(
    full_desks: tuple[Desk, Desk], full_draft: Article, way: str, kept: str
) -> None:
    second, first = full_desks
    first.send(**{"captions-0-caption": "他人的说明"})

    refused = second.send(**{"captions-0-caption": "我的说明"})
    assert choices(refused) == {"captions-1": (("mine", "theirs"), "")}
    saved = second.choose(refused, captions_1=way)

    assert saved.status_code == 302
    assert captions(full_draft) == [(1, kept), (2, "车间内景")]


def test_a_picture_the_other_deleted_is_gone_unless_it_was_changed(
    full_desks: tuple[Desk, Desk], full_draft: Article
) -> None:
    second, first = full_desks
    first.send(**{"captions-0-DELETE": "on"})

    refused = second.send(title="只改标题")
    saved = second.choose(refused)

    assert choices(refused) == {"captions-gone0": (("mine", "theirs"), "theirs")}
    assert saved.status_code == 302
    assert captions(full_draft) == [(2, "车间内景")]


@pytest.mark.parametrize(
    ("way", "kept"), [("mine", ["车间内景", "我改过的说明"]), ("theirs", ["车间内景"])]
)
def test_a_changed_picture_the_other_deleted_may_be_kept_as_a_new_one(
    full_desks: tuple[Desk, Desk], full_draft: Article, way: str, kept: list[str]
) -> None:
    second, first = full_desks
    first.send(**{"captions-0-DELETE": "on"})

    refused = second.send(**{"captions-0-caption": "我改过的说明"})
    unchosen = second.choose(refused)
    saved = second.choose(unchosen, captions_gone0=way)

    assert unchosen.status_code == 200
    assert saved.status_code == 302
    assert [caption for _, caption in captions(full_draft)] == kept


def test_a_picture_deleted_here_and_changed_there_is_chosen(
    full_desks: tuple[Desk, Desk], full_draft: Article
) -> None:
    second, first = full_desks
    first.send(**{"captions-0-caption": "他人的说明"})

    refused = second.send(**{"captions-0-DELETE": "on"})
    saved = second.choose(refused, captions_1="theirs")

    assert choices(refused) == {"captions-1": (("mine", "theirs"), "")}
    assert saved.status_code == 302
    assert captions(full_draft)[0] == (1, "他人的说明")


def test_what_the_other_added_stays_and_is_named(
    full_desks: tuple[Desk, Desk], full_draft: Article
) -> None:
    second, first = full_desks
    first.send(
        **{
            "captions-TOTAL_FORMS": 3, "captions-2-kind": "photo", "captions-2-position": 3,
            "captions-2-caption": "新加的图", "captions-2-tags": "",
        }
    )  # fmt: skip

    refused = second.send(title="我的标题")
    saved = second.choose(refused)

    assert "第 3 图 新加的图" in refused.content.decode()
    assert saved.status_code == 302
    assert captions(full_draft)[-1] == (3, "新加的图")
