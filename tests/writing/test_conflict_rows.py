"""P4 for pictures, figures and links: rows that somebody else changed are named and chosen."""

import pytest
from django.test import Client

from articles import versions
from articles.models import Article, PhotoCaption, RelatedLink
from tests.builders import SENTENCE, a_draft, a_figure
from tests.writing.test_conflict import Desk, choices

pytestmark = pytest.mark.django_db

PREFIXES = ("captions", "related_links", "key_figures")
CAPTION = ("id", "kind", "position", "caption", "alt_text", "photographer", "rights", "taken_where", "taken_when")  # fmt: skip
FIGURE = (
    "id", "sentence", "theme", "indicator", "part", "position", "qualifier", "printed", "unit", "value",
    "period", "span", "earlier", "earlier_period", "total", "total_name", "share", "note",
)  # fmt: skip


@pytest.fixture
def draft(db: None) -> Article:
    article = a_draft(body=f"<p>{SENTENCE}</p>")
    for position, caption in enumerate(("厂房外景", "车间内景"), start=1):
        PhotoCaption.objects.create(article=article, caption=caption, position=position)
    a_figure(article)
    RelatedLink.objects.create(article=article, label="甲", url="https://a.example/")
    versions.keep(article, actor=None)
    return article


def rows_of(draft: Article) -> dict[str, object]:
    """What a browser posts of the rows that the form was opened with."""
    links = draft.related_links.all()
    sets = {
        "captions": [{name: getattr(row, name) for name in CAPTION} | {"tags": ""} for row in draft.captions.all()],
        "key_figures": [
            {name: getattr(row, name) for name in FIGURE} | {"value": row.decimal}
            for row in draft.key_figures.all()
        ],
        "related_links": [{"id": row.pk, "label": row.label, "url": row.url, "position": row.position} for row in links],
    }  # fmt: skip
    posted: dict[str, object] = {}
    for prefix, rows in sets.items():
        posted |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
        for place, row in enumerate(rows):
            posted |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return posted


@pytest.fixture
def desks(desk: Client, colleague: Client, draft: Article) -> tuple[Desk, Desk]:
    second, first = Desk(desk, draft), Desk(colleague, draft)
    for each in (second, first):
        each.fields |= rows_of(draft)
    return second, first


def captions(draft: Article) -> list[tuple[int, str]]:
    return list(draft.captions.order_by("number").values_list("number", "caption"))


def test_a_picture_only_the_other_changed_stays_changed(
    desks: tuple[Desk, Desk], draft: Article
) -> None:
    second, first = desks
    first.send(**{"captions-1-caption": "车间全景"})

    refused = second.send(**{"captions-0-caption": "厂房全景"})
    saved = second.choose(refused)

    assert choices(refused) == {"captions-2": (("mine", "theirs"), "theirs")}
    assert "第 2 图" in refused.content.decode()
    assert saved.status_code == 302
    assert captions(draft) == [(1, "厂房全景"), (2, "车间全景")]


@pytest.mark.parametrize(("way", "kept"), [("mine", "我的说明"), ("theirs", "他人的说明")])
def test_a_picture_both_changed_is_chosen(
    desks: tuple[Desk, Desk], draft: Article, way: str, kept: str
) -> None:
    second, first = desks
    first.send(**{"captions-0-caption": "他人的说明"})

    refused = second.send(**{"captions-0-caption": "我的说明"})
    assert choices(refused) == {"captions-1": (("mine", "theirs"), "")}
    saved = second.choose(refused, captions_1=way)

    assert saved.status_code == 302
    assert captions(draft) == [(1, kept), (2, "车间内景")]


def test_a_picture_the_other_deleted_is_gone_unless_it_was_changed(
    desks: tuple[Desk, Desk], draft: Article
) -> None:
    second, first = desks
    first.send(**{"captions-0-DELETE": "on"})

    refused = second.send(title="只改标题")
    saved = second.choose(refused)

    assert choices(refused) == {"captions-gone0": (("mine", "theirs"), "theirs")}
    assert saved.status_code == 302
    assert captions(draft) == [(2, "车间内景")]


@pytest.mark.parametrize(
    ("way", "kept"), [("mine", ["车间内景", "我改过的说明"]), ("theirs", ["车间内景"])]
)
def test_a_changed_picture_the_other_deleted_may_be_kept_as_a_new_one(
    desks: tuple[Desk, Desk], draft: Article, way: str, kept: list[str]
) -> None:
    second, first = desks
    first.send(**{"captions-0-DELETE": "on"})

    refused = second.send(**{"captions-0-caption": "我改过的说明"})
    unchosen = second.choose(refused)
    saved = second.choose(unchosen, captions_gone0=way)

    assert unchosen.status_code == 200
    assert saved.status_code == 302
    assert [caption for _, caption in captions(draft)] == kept


def test_a_picture_deleted_here_and_changed_there_is_chosen(
    desks: tuple[Desk, Desk], draft: Article
) -> None:
    second, first = desks
    first.send(**{"captions-0-caption": "他人的说明"})

    refused = second.send(**{"captions-0-DELETE": "on"})
    saved = second.choose(refused, captions_1="theirs")

    assert choices(refused) == {"captions-1": (("mine", "theirs"), "")}
    assert saved.status_code == 302
    assert captions(draft)[0] == (1, "他人的说明")


def test_what_the_other_added_stays_and_is_named(desks: tuple[Desk, Desk], draft: Article) -> None:
    second, first = desks
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
    assert captions(draft)[-1] == (3, "新加的图")


def test_a_figure_both_changed_is_chosen(desks: tuple[Desk, Desk], draft: Article) -> None:
    second, first = desks
    code = draft.key_figures.get().code
    first.send(**{"key_figures-0-indicator": "他人的指标"})

    refused = second.send(**{"key_figures-0-indicator": "我的指标"})
    saved = second.choose(refused, **{f"key_figures_{code}": "theirs"})

    assert choices(refused) == {f"key_figures-{code}": (("mine", "theirs"), "")}
    assert saved.status_code == 302
    assert draft.key_figures.get().indicator == "他人的指标"


@pytest.mark.parametrize(("way", "kept"), [("mine", "我的"), ("theirs", "他人的")])
def test_links_are_chosen_as_a_whole(
    desks: tuple[Desk, Desk], draft: Article, way: str, kept: str
) -> None:
    second, first = desks
    first.send(**{"related_links-0-label": "他人的"})

    refused = second.send(**{"related_links-0-label": "我的"})
    saved = second.choose(refused, related_links=way)

    assert choices(refused) == {"related_links": (("mine", "theirs"), "")}
    assert saved.status_code == 302
    assert [link.label for link in draft.related_links.all()] == [kept]


def test_links_deleted_there_and_changed_here_come_back_as_new(
    desks: tuple[Desk, Desk], draft: Article
) -> None:
    second, first = desks
    first.send(**{"related_links-0-DELETE": "on"})

    refused = second.send(**{"related_links-0-label": "我的"})
    saved = second.choose(refused, related_links="mine")

    assert saved.status_code == 302
    assert [link.label for link in draft.related_links.all()] == ["我的"]
