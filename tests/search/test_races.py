"""Two edits at once leave the index as the records are, on both databases."""

from itertools import count

import pytest
from django.db import transaction

from articles.models import Official, SearchDocument
from articles.search.rebuilding import differences
from tests.workflow.test_races import CLICKS, at_once


@pytest.mark.usefixtures("transactional_db")
def test_a_new_name_and_new_posts_at_once_are_all_found() -> None:
    official = Official.objects.create(name="旧名")

    def rename() -> None:
        row = Official.objects.get(pk=official.pk)
        row.name = "新名"
        row.save()

    numbers = count()

    def work() -> None:
        with transaction.atomic():
            if number := next(numbers):
                official.posts.create(title=f"第 {number} 园长")
            else:
                rename()

    outcomes = at_once(work)

    assert outcomes == ["done"] * CLICKS
    assert SearchDocument.objects.get().title_folded == "新名"
    assert list(differences()) == []
