"""Whole sites beside the one of the tests: a database and a media folder each, thrown away after."""

import copy
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections
from django.db.models import Model, QuerySet
from django.db.utils import load_backend
from django.test import override_settings

from articles.keeping.tables import kept_models
from articles.models import AuditChain, AuditEntry, Generation

NUMBERS = count(1)
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
}


@dataclass(frozen=True)
class Site:
    """A database, as settings name it, and a folder of files."""

    database: dict[str, Any]
    media: Path

    @property
    def name(self) -> str:
        """What an operator has to write to overwrite it."""
        return Path(self.database["NAME"]).name


@contextmanager
def connected(site: Site) -> Iterator[None]:
    """Let this thread's default connection lead to *site*."""
    before = connections["default"]
    backend = load_backend(site.database["ENGINE"])
    connections["default"] = backend.DatabaseWrapper(copy.deepcopy(site.database), "default")
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = before
        ContentType.objects.clear_cache()


@contextmanager
def at(site: Site) -> Iterator[None]:
    """Let everything here happen on *site*."""
    with connected(site), override_settings(MEDIA_ROOT=site.media):
        yield


class Sites:
    """Makes empty sites, as ``migrate`` leaves them, on the kind of database the tests run on."""

    def __init__(self, folder: Path) -> None:
        """Copy the database of the tests, to which nobody may be connected now."""
        self._made: list[Site] = []
        connection.close()
        self._template = self._copy(connection.settings_dict["NAME"], folder)

    def new(self, folder: Path) -> Site:
        return self._copy(self._template.database["NAME"], folder)

    def throw_away(self) -> None:
        for site in self._made:
            if site.database["ENGINE"].endswith("postgresql"):
                _on_server(f'DROP DATABASE "{site.database["NAME"]}"')

    def _copy(self, template: str, folder: Path) -> Site:
        number = next(NUMBERS)
        if connection.vendor == "sqlite":
            name = str(folder / f"site-{number}.sqlite3")
            with closing(sqlite3.connect(template)) as old, closing(sqlite3.connect(name)) as new:
                old.backup(new)
        else:
            name = f"{connection.settings_dict['NAME']}_keeping_{number}"
            _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        media = folder / f"media-{number}"
        media.mkdir()
        self._made.append(Site({**connection.settings_dict, "NAME": name}, media))
        return self._made[-1]


def _on_server(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def bare_site(folder: Path) -> Site:
    """Return a site whose database, a SQLite file, does not exist yet."""
    name = str(folder / f"bare-{next(NUMBERS)}.sqlite3")
    engine = "django.db.backends.sqlite3"
    database = {**connection.settings_dict, "ENGINE": engine, "NAME": name, "OPTIONS": SQLITE}
    return Site(database, Path(f"{name}-media"))


def command(name: str, *arguments: object, **options: Any) -> str:
    """Run a command as an operator does; return what it prints."""
    said = StringIO()
    call_command(name, *map(str, arguments), stdout=said, stderr=StringIO(), **options)
    return said.getvalue()


def media_of(site: Site) -> dict[str, bytes]:
    """Return every file below the media folder."""
    files = (path for path in site.media.rglob("*") if path.is_file())
    return {str(path.relative_to(site.media)): path.read_bytes() for path in files}


def rows_of(site: Site) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row that is kept; of the trail without what the commands themselves add."""
    with at(site):
        return {
            model._meta.db_table: list(_unmoved(model).order_by("pk").values_list())
            for model in kept_models()
            if model not in (AuditChain, Generation)
        }


def _unmoved(model: type[Model]) -> QuerySet:
    rows = model._base_manager.all()
    return rows.exclude(action__in=("export", "operate")) if model is AuditEntry else rows


FIXTURES = sorted((Path(settings.BASE_DIR) / "articles" / "fixtures").glob("*.json"))
