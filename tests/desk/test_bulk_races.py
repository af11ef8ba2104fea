"""The same order confirmed or continued by many clicks at once is done once, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.db import connection

from articles.desk import bulk
from articles.models import BulkJob, Tag
from tests.builders import a_draft
from tests.conftest import member

CLICKS = 6


def at_once(work: Callable[[], object]) -> None:
    def click(_: int) -> None:
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(CLICKS) as clicks:
        list(clicks.map(click, range(CLICKS)))


@pytest.fixture
def editor(transactional_db: None) -> User:
    return member("aygul", "阿依古丽", "采编")


def test_many_clicks_at_once_are_one_job_and_one_save_each(editor: User) -> None:
    drafts = [a_draft() for _ in range(4)]
    order = bulk.Order("add_tags", (Tag.objects.create(name="新材料"),))
    seen = [(row.article, row.seen) for row in bulk.forecast(order, drafts, editor)]

    def click() -> None:
        job = bulk.confirm(order, seen, person=editor, token="a" * 32)
        bulk.proceed(job, person=editor)

    at_once(click)

    job = BulkJob.objects.get()
    assert set(job.items.values_list("state", flat=True)) == {"done"}
    assert job.finished_at is not None
    for draft in drafts:
        draft.refresh_from_db()
        assert draft.saves == 1
        assert list(draft.versions.values_list("actor", flat=True)) == [None, editor.pk]
