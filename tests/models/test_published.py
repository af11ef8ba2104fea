"""``published()`` is the one rule of what readers see; its twin for one row agrees with it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article
from tests.builders import a_draft

Status = Article.Status
NOW = timezone.now()
HOUR = timedelta(hours=1)

INTERVALS = {
    "open": (NOW - HOUR, None, True),
    "closing later": (NOW - HOUR, NOW + HOUR, True),
    "not begun": (NOW + HOUR, None, False),
    "over": (NOW - 2 * HOUR, NOW - HOUR, False),
    "empty": (NOW - HOUR, NOW - HOUR, False),
}


def in_interval(status: str, interval: str) -> Article:
    begin, end, _ = INTERVALS[interval]
    draft = a_draft()
    Article.objects.filter(pk=draft.pk).update(
        status=status, visible_from=begin, visible_until=end, first_published_at=begin
    )
    draft.refresh_from_db()
    return draft


@pytest.mark.django_db
@pytest.mark.parametrize("interval", INTERVALS)
def test_a_signed_edition_is_visible_exactly_within_its_interval(interval: str) -> None:
    article = in_interval(Status.SIGNED, interval)

    visible = Article.objects.published().filter(pk=article.pk).exists()

    assert visible is INTERVALS[interval][2]
    assert article.is_published is visible


@pytest.mark.django_db
@pytest.mark.parametrize("interval", ["closing later", "over", "empty"])
def test_a_withdrawn_edition_is_never_visible(interval: str) -> None:
    article = in_interval(Status.WITHDRAWN, interval)

    assert not Article.objects.published().exists()
    assert article.is_published is False


@pytest.mark.django_db
def test_a_draft_is_never_visible() -> None:
    assert a_draft().is_published is False
    assert not Article.objects.published().exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ({"status": "signed"}, "signed without an interval"),
        ({"visible_from": NOW}, "a draft with an interval"),
        (
            {"status": "signed", "visible_from": NOW, "visible_until": NOW - HOUR,
             "first_published_at": NOW},
            "an interval that ends before it begins",
        ),
        (
            {"status": "withdrawn", "visible_from": NOW, "first_published_at": NOW},
            "withdrawn but still open",
        ),
        ({"edition": 0}, "editions count from one"),
    ],
)  # fmt: skip
def test_the_database_refuses_an_impossible_row(broken: dict, reason: str) -> None:
    draft = a_draft()

    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=draft.pk).update(**broken)

    assert reason


@pytest.mark.django_db
def test_the_database_refuses_two_open_intervals_and_two_drafts() -> None:
    open_row = in_interval(Status.SIGNED, "open")
    second = a_draft(public_id=open_row.public_id, edition=2)

    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=second.pk).update(
            status=Status.SIGNED, visible_from=NOW, first_published_at=NOW
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        a_draft(public_id=open_row.public_id, edition=3)
