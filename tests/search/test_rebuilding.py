"""The index can be made anew at any time, and says by itself whether it has to be."""

from collections.abc import Iterator
from importlib import import_module
from io import StringIO
from pkgutil import iter_modules

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles import migrations
from articles.audit import protection
from articles.models import Article, SearchDocument, SearchFacet, SearchState
from articles.search import postings, rebuilding
from articles.search.rebuilding import differences, ensure_index, made_by
from articles.text.folding import VERSION
from tests.builders import a_published
from tests.search.looking import found

pytestmark = pytest.mark.django_db


def command(*arguments: str) -> str:
    said = StringIO()
    call_command("rebuild_search", *arguments, stdout=said)
    return said.getvalue()


@pytest.mark.usefixtures("seeded")
def test_a_rebuilt_index_is_the_same_one() -> None:
    before = list(SearchDocument.objects.order_by("rank").values())

    said = command()

    assert "索引已重建" in said
    assert list(SearchDocument.objects.order_by("rank").values()) == before
    assert "一致" in command("--check")


def test_what_was_written_past_django_is_noticed_and_mended() -> None:
    article, other = a_published(title="旧的标题"), a_published(title="另一篇")
    Article.objects.filter(pk=article.pk).update(title="新的标题")
    SearchFacet.objects.filter(document__article=other).delete()
    assert set(differences()) == {f"article:{article.pk}", f"article:{other.pk}"}
    with pytest.raises(CommandError, match="与 2 条记录不一致"):
        command("--check")

    command()

    assert list(differences()) == []
    assert found("新的标题") == ["新的标题"]


def test_lost_postings_are_noticed_and_mended_by_a_new_start() -> None:
    a_published(title="果业兴旺")
    postings.clear()
    assert list(differences())

    SearchState.objects.all().delete()
    command()

    assert list(differences()) == []
    assert found("果业") == ["果业兴旺"]


def test_documents_without_a_record_go() -> None:
    article = a_published(title="果业兴旺")
    SearchDocument.objects.filter(article=article).update(article=article.pk + 1, key="article:0")
    assert "article:0" in list(differences())

    command()

    assert list(differences()) == []


def test_a_new_way_of_folding_makes_the_index_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    a_published(title="果业兴旺")
    monkeypatch.setattr(rebuilding, "VERSION", VERSION + 1)
    SearchDocument.objects.update(text_folded="旧的折叠")

    ensure_index()

    assert made_by() == VERSION + 1
    assert found("果业") == ["果业兴旺"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows ranks by themselves")
def test_an_index_with_other_row_numbers_is_made_anew_after_migrating() -> None:
    a_published(title="果业兴旺")
    postings.clear()  # numbers that lead nowhere are as good as none
    (name,) = [
        one.name for one in iter_modules(migrations.__path__) if one.name.endswith("_row_numbers")
    ]
    migration = import_module(f"{migrations.__name__}.{name}")

    migration.forget(apps, connection.schema_editor())
    ensure_index()

    assert made_by() == VERSION
    assert found("果业") == ["果业兴旺"]


def test_an_index_of_another_version_is_no_agreement() -> None:
    SearchState.objects.update(version=0)

    with pytest.raises(CommandError, match="旧的折叠规则"):
        command("--check")


@pytest.fixture
def migrated(transactional_db: None) -> Iterator[None]:
    """Leave the trail's table as the other tests have it, which the migrations protect anew."""
    yield
    protection.remove(connection)


@pytest.mark.usefixtures("migrated")
def test_the_migrations_go_back_and_forth_over_existing_rows() -> None:
    a_published(title="果业兴旺")

    call_command("migrate", "articles", "0001", verbosity=0)
    tables = connection.introspection.table_names()
    call_command("migrate", verbosity=0)

    assert not [name for name in tables if "search" in name]
    assert MigrationExecutor(connection).loader.applied_migrations
    assert found("果业") == ["果业兴旺"]
