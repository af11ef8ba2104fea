"""The generation moves with what readers can see, and only with that."""

import pytest
from django.db import transaction

from articles.models import (
    Channel,
    Generation,
    HomeFigure,
    Official,
    PhotoCaption,
    RelatedLink,
    Tag,
)
from tests.builders import a_draft, a_figure, a_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved():
    """Return a function that tells whether the generation moved since the last call."""
    state = {"number": Generation.objects.current()}

    def has_moved() -> bool:
        before, state["number"] = state["number"], Generation.objects.current()
        return state["number"] != before

    return has_moved


def test_drafts_do_not_move_it(moved) -> None:
    draft = a_draft()
    moved()

    draft.title = "改一个字"
    draft.save()
    caption = PhotoCaption.objects.create(article=draft, caption="说明")
    RelatedLink.objects.create(article=draft, label="链接", url="https://a.example/")
    draft.officials.clear()
    caption.delete()
    a_figure(draft).delete()

    assert not moved()


def test_everything_readers_see_moves_it(moved) -> None:
    article = a_published()
    official = Official.objects.create(name="某人")
    channel = Channel.objects.get()
    tag = Tag.objects.create(name="标签")
    moved()

    changes = [
        lambda: channel.save(),
        lambda: official.save(),
        lambda: official.posts.create(title="某职"),
        lambda: tag.save(),
        lambda: official.tags.add(tag),
        lambda: PhotoCaption.objects.create(article=article, caption="说明"),
        lambda: a_figure(article),
        lambda: HomeFigure.objects.create(public_id=article.public_id, code="F01"),
        lambda: HomeFigure.objects.get().delete(),
        lambda: article.officials.add(official),
        lambda: article.tags.add(tag),
        lambda: official.posts.get().delete(),
    ]

    for change in changes:
        change()
        assert moved()


def test_a_rolled_back_write_leaves_no_trace(moved) -> None:
    moved()

    with transaction.atomic():
        Official.objects.create(name="某人")
        transaction.set_rollback(rollback=True)

    assert not moved()
