"""Writers at the same time: one chain, no gap, nobody waits for the trail while writing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from articles.audit import Action, Category, chain, record
from articles.models import AuditEntry

WRITERS, EACH = 4, 5


@pytest.mark.django_db(transaction=True)
def test_entries_written_at_once_stand_in_one_chain() -> None:
    def write(writer: int) -> None:
        try:
            for number in range(EACH):
                with transaction.atomic():
                    record(Category.SYSTEM, Action.OPERATE, note=f"{writer}-{number}")
                    record(Category.SYSTEM, Action.OPERATE, note=f"{writer}-{number} 之二")
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(write, range(WRITERS)))

    verdict = chain.verify()
    assert verdict.broken is None
    assert verdict.count == WRITERS * EACH * 2
    assert not AuditEntry.objects.unsealed().exists()
