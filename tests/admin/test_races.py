"""P4: editors who save at the same moment all get an answer, and nothing is lost or doubled."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from articles.models import Article, Enterprise, Tag
from tests.admin.desk import ADD, form
from tests.builders import a_channel
from tests.conftest import member

EDITORS = 6


@pytest.fixture
def desks(transactional_db: None) -> list[Client]:
    """Six editors, each signed in."""
    clients = []
    for number in range(EDITORS):
        desk = Client()
        desk.force_login(member(f"editor{number}", f"采编{number}", "采编"))
        clients.append(desk)
    return clients


def all_at_once(desks: list[Client], work: Callable[[Client, int], int]) -> list[int]:
    """Let every editor do *work* at the same time; return the status codes."""

    def one(number: int) -> int:
        try:
            return work(desks[number], number)
        finally:
            connection.close()

    with ThreadPoolExecutor(EDITORS) as editors:
        return list(editors.map(one, range(EDITORS)))


def test_drafts_with_the_same_new_tags_are_all_saved(desks: list[Client]) -> None:
    channel = a_channel()
    chance = random.Random(20260001)
    names = [f"新标签{number}" for number in range(8)]
    tags = ["、".join(chance.sample(names, len(names))) for _ in range(EDITORS)]

    statuses = all_at_once(
        desks,
        lambda desk, number: desk.post(ADD, form(channel, tags=tags[number])).status_code,
    )

    assert statuses == [302] * EDITORS
    assert Article.objects.count() == EDITORS
    assert all(article.tags.count() == len(names) for article in Article.objects.all())
    assert Tag.objects.count() == len(names)


def test_one_enterprise_entered_by_six_is_one_enterprise(desks: list[Client]) -> None:
    posted = {"full_name": "同一家企业", "kind": "enterprise", "tags": "", "seen_state": ""}

    statuses = all_at_once(
        desks, lambda desk, _: desk.post("/admin/articles/enterprise/add/", posted).status_code
    )

    assert sorted(statuses) == [200] * (EDITORS - 1) + [302]
    assert Enterprise.objects.count() == 1
