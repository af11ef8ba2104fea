"""P4 under two hands at once: one save of a draft is taken, the others are told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from articles import versions
from articles.models import Presence
from tests.admin.desk import change_url, form
from tests.builders import a_draft
from tests.conftest import member

EDITORS = 4


@pytest.fixture
def desks(transactional_db: None) -> list[Client]:
    clients = []
    for number in range(EDITORS):
        client = Client()
        client.force_login(member(f"editor{number}", f"采编{number}", "采编"))
        clients.append(client)
    return clients


def all_at_once(desks: list[Client], work: Callable[[Client, int], int]) -> list[int]:
    def one(number: int) -> int:
        try:
            return work(desks[number], number)
        finally:
            connection.close()

    with ThreadPoolExecutor(EDITORS) as editors:
        return list(editors.map(one, range(EDITORS)))


def test_one_of_those_who_save_at_once_is_taken(desks: list[Client]) -> None:
    draft = a_draft(title="共同的标题")
    kept = versions.keep(draft, actor=None)

    def save(desk: Client, number: int) -> int:
        fields = form(draft.channel, title=f"标题{number}", seen_saves=0, seen_version=kept.number)
        return desk.post(change_url(draft), fields).status_code

    assert sorted(all_at_once(desks, save)) == [200] * (EDITORS - 1) + [302]
    draft.refresh_from_db()
    assert draft.saves == 1
    assert list(draft.versions.values_list("number", flat=True)) == [1, 2]
    assert draft.versions.last().content["title"] == draft.title


def test_all_who_say_at_once_that_they_are_here_are_here(desks: list[Client]) -> None:
    draft = a_draft()
    address = f"/admin/articles/article/{draft.pk}/presence/"

    statuses = all_at_once([desks[0], *desks[:-1]], lambda desk, _: desk.post(address).status_code)

    assert statuses == [200] * EDITORS
    assert Presence.objects.count() == EDITORS - 1
