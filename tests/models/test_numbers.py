"""An article's number is given by the server once and never again."""

import pytest
from django.utils import timezone

from articles.models import Article
from tests.builders import a_draft

pytestmark = pytest.mark.django_db


def test_numbers_follow_each_other_within_the_year() -> None:
    year = timezone.localdate().year

    first, second = a_draft(), a_draft()

    assert first.public_id == f"{year}0001"
    assert second.public_id == f"{year}0002"


def test_a_deleted_draft_does_not_give_its_number_back() -> None:
    first = a_draft()
    first.delete()

    second = a_draft()

    assert second.public_id != first.public_id


def test_numbers_loaded_from_fixtures_are_stepped_over() -> None:
    year = timezone.localdate().year
    a_draft(public_id=f"{year}0041")

    assert a_draft().public_id == f"{year}0042"


def test_number_ten_thousand_of_a_year_still_has_an_address() -> None:
    year = timezone.localdate().year
    a_draft(public_id=f"{year}9999")

    article = a_draft()

    assert article.public_id == f"{year}10000"
    assert article.get_absolute_url() == f"/articles/{year}10000/"
    assert Article.objects.count() == 2
