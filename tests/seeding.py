"""The seeded site, loaded once a worker and copied row by row into every test after that.

Loading the fixtures takes half a second, of which some three hundred tests ask for it.
"""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from articles.models import AuditChain, AuditEntry, GrantedRight, SearchDocument, SiteIdentity
from articles.search.postings import Row
from articles.search.postings import add as add_postings

FIXTURES = sorted((Path(settings.BASE_DIR) / "articles" / "fixtures").glob("*.json"))
KEPT = (AuditChain, AuditEntry, GrantedRight)  # no fixture carries them
copies: dict[str, list[tuple]] = {}  # of one worker, which has one database


def load_fixtures() -> None:
    """Load both reports as an office does."""
    call_command("loaddata", *map(str, FIXTURES), verbosity=0)


def seed() -> None:
    """Leave the database as ``load_fixtures`` leaves an empty one."""
    if SiteIdentity.objects.exists():
        load_fixtures()  # not empty: only loading knows what to do with what is there
    elif copies:
        _write_copies()
    else:
        load_fixtures()
        _read_copies()


def _tables() -> list[str]:
    models = apps.get_app_config("articles").get_models(include_auto_created=True)
    return [model._meta.db_table for model in models if model not in KEPT]


def _read_copies() -> None:
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT * FROM {table}")
            copies[table] = cursor.fetchall()


def _write_copies() -> None:
    # One transaction, so that keys are looked at when all rows are there.
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in copies.items():
            cursor.execute(f"DELETE FROM {table}")
            if rows:
                values = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f"INSERT INTO {table} VALUES ({values})", rows)
    documents = SearchDocument.objects.values_list("rank", "title_folded", "text_folded")
    add_postings(Row(*document) for document in documents)
