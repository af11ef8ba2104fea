"""T-REV-07: what a fixture brings is marked as initial data, what it overwrites is named."""

import pytest
from django.core.management import call_command

from articles.models import AuditEntry, Channel
from tests.audit.test_changes import last
from tests.seeding import FIXTURES

pytestmark = pytest.mark.django_db
CHANNELS = str(next(path for path in FIXTURES if "channels" in path.name))


def test_new_rows_are_one_entry_a_model() -> None:
    call_command("loaddata", CHANNELS, verbosity=0)

    entry = AuditEntry.objects.get()

    assert (entry.action, entry.category, entry.actor) == ("load", "system", None)
    assert entry.changes == {"rows": [None, Channel.objects.count()]}
    assert "初始数据" in entry.note
    assert "02_channels.json" in entry.note


def test_an_overwritten_row_is_an_entry_with_what_was_lost() -> None:
    call_command("loaddata", CHANNELS, verbosity=0)
    channel = Channel.objects.get(slug="yuan-qu-dong-tai")
    channel.position = 77
    channel.save()

    call_command("loaddata", CHANNELS, verbosity=0)

    assert last().changes == {"position": [77, 1]}
    assert AuditEntry.objects.filter(action="load").count() == 1
