"""Two at once: one deletes a record, the other names it. Whoever comes second is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from articles.models import Article, Official
from tests.admin.desk import change_url, form
from tests.audit.test_deleting import RECORDS, delete_url
from tests.builders import a_draft
from tests.conftest import member


@pytest.mark.django_db(transaction=True)
def test_who_names_a_record_while_it_is_deleted_loses_neither_name_nor_answer() -> None:
    desks = [Client(), Client()]
    for number, desk in enumerate(desks):
        desk.force_login(member(f"root{number}", "管理", is_superuser=True))
    for _ in range(3):
        official, article = RECORDS["official"](), a_draft()
        barrier = Barrier(2)
        posted = form(article.channel, officials=[official.pk], seen_saves=article.saves)
        calls = [(delete_url(official), {"post": "yes"}), (change_url(article), posted)]

        def at_once(number: int, calls: list = calls, barrier: Barrier = barrier) -> int:
            barrier.wait()
            try:
                return desks[number].post(*calls[number]).status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as both:
            statuses = list(both.map(at_once, range(2)))

        is_there = Official.objects.filter(pk=official.pk).exists()
        assert set(statuses) <= {200, 302}
        assert list(article.officials.all()) == ([official] if is_there else [])
        Article.objects.all().delete()
        Official.objects.all().delete()
