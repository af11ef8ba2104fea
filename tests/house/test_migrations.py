"""P6: an upgrade under load. Migrations wait for nobody, lock nobody out, and can go back."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from articles.migrations._unlocked import AddIndexUnlocked
from tests.house.dangers import LARGE, dangers

# The last migration of 0.3.0; what came before was written for one upgrade with a pause.
SINCE = "0032_search_row_numbers"
NOTHING = migrations.RunPython.noop


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(None)


@pytest.fixture
def state(loader: MigrationLoader) -> ProjectState:
    return loader.project_state(("articles", SINCE))


def work(apps: object, schema_editor: object) -> None:
    """Stand for a change of rows."""


def of(*operations: Operation, atomic: bool = True) -> migrations.Migration:
    migration = migrations.Migration("9999_for_a_test", "articles")
    migration.operations, migration.atomic = list(operations), atomic
    return migration


def later(loader: MigrationLoader) -> Iterator[tuple[str, str]]:
    plan = loader.graph.forwards_plan(max(loader.graph.leaf_nodes("articles")))
    return (key for key in plan if key[0] == "articles" and key[1] > SINCE)


def test_no_migration_since_stops_readers_or_old_workers(loader: MigrationLoader) -> None:
    found = {
        key[1]: wrong
        for key in later(loader)
        if (wrong := dangers(loader.graph.nodes[key], loader.project_state(key, at_end=False)))
    }

    assert found == {}, "docs/upgrading.md says how it is done"


def test_the_large_tables_are_tables() -> None:
    assert {
        model._meta.model_name for model in apps.get_app_config("articles").get_models()
    } > LARGE


INDEX = models.Index(fields=["source"], name="article_by_source")
CHECK = models.CheckConstraint(condition=~models.Q(title="x"), name="article_is_not_x")
DANGEROUS = {
    "no way back": [migrations.RunPython(work)],
    "no way back from SQL": [migrations.RunSQL("SELECT 1")],
    "a column that old workers do not fill": [migrations.AddField("channel", "n", models.IntegerField(default=0))],
    "a column with an index": [migrations.AddField("article", "n", models.IntegerField(null=True, db_index=True))],
    "a column gone": [migrations.RemoveField("channel", "description")],
    "a column renamed": [migrations.RenameField("channel", "description", "about")],
    "a table gone": [migrations.DeleteModel("HouseTerm")],
    "an index": [migrations.AddIndex("article", INDEX)],
    "a constraint": [migrations.AddConstraint("article", CHECK)],
    "a value demanded": [migrations.AlterField("auditentry", "number", models.PositiveBigIntegerField(unique=True))],
    "a narrower column": [migrations.AlterField("auditentry", "act", models.CharField(max_length=10))],
    "another type": [migrations.AlterField("auditentry", "act", models.IntegerField())],
    "a reference to another table": [migrations.AlterField("notification", "article", models.ForeignKey("articles.channel", models.CASCADE, null=True))],
    "rows under a lock": [migrations.AddField("channel", "n", models.IntegerField(null=True)), migrations.RunPython(work, NOTHING)],
    "hidden in a pair": [migrations.SeparateDatabaseAndState([migrations.AddIndex("article", INDEX)], [])],
}  # fmt: skip
HARMLESS = {
    "a column that may be empty": [migrations.AddField("article", "n", models.IntegerField(null=True))],
    "a column the database fills": [migrations.AddField("article", "n", models.IntegerField(db_default=0))],
    "a new table with index and rows": [migrations.CreateModel("New", [("id", models.BigAutoField(primary_key=True))]), migrations.AddIndex("new", models.Index(fields=["id"], name="new_by_id")), migrations.RunPython(work, NOTHING)],
    "a wider column": [migrations.AlterField("auditentry", "act", models.CharField(max_length=64))],
    "a reference that may be empty": [migrations.AlterField("notification", "article", models.ForeignKey("articles.article", models.CASCADE, null=True))],
    "an index on a small table": [migrations.AddIndex("channel", models.Index(fields=["description"], name="channel_by_x"))],
    "an index beside writers": [AddIndexUnlocked("article", INDEX)],
    "rows alone": [migrations.RunPython(work, NOTHING)],
    "a way back that tidies": [migrations.AddField("channel", "n", models.IntegerField(null=True)), migrations.RunPython(NOTHING, work)],
}  # fmt: skip


@pytest.mark.parametrize("operations", DANGEROUS.values(), ids=DANGEROUS)
def test_what_is_dangerous_is_found(operations: list[Operation], state: ProjectState) -> None:
    assert dangers(of(*operations), state) != []


@pytest.mark.parametrize("operations", HARMLESS.values(), ids=HARMLESS)
def test_what_is_harmless_is_let_pass(operations: list[Operation], state: ProjectState) -> None:
    assert dangers(of(*operations), state) == []


def test_a_reason_answers_all_but_a_missing_way_back(state: ProjectState, monkeypatch) -> None:
    module = import_module("django.db.migrations.migration")
    monkeypatch.setattr(
        module, "UNDER_LOAD", "Nobody has written to it since 0.3.0.", raising=False
    )

    assert dangers(of(*DANGEROUS["a column gone"]), state.clone()) == []
    assert dangers(of(*DANGEROUS["no way back"]), state) != []


@pytest.mark.django_db(transaction=True)
def test_an_index_is_added_beside_writers_and_taken_away() -> None:
    index = AddIndexUnlocked("channel", models.Index(fields=["description"], name="channel_by_x"))
    executor = MigrationExecutor(connection)
    before = executor.loader.project_state(("articles", SINCE))
    after = before.clone()
    index.state_forwards("articles", after)

    def names() -> set[str]:
        with connection.cursor() as cursor:
            return set(connection.introspection.get_constraints(cursor, "articles_channel"))

    with connection.schema_editor(atomic=False) as editor:
        index.database_forwards("articles", editor, before, after)
    assert "channel_by_x" in names()

    with connection.schema_editor(atomic=False) as editor:
        index.database_backwards("articles", editor, after, before)
    assert "channel_by_x" not in names()


def test_the_module_of_operations_is_no_migration() -> None:
    assert not [key for key in MigrationLoader(None).disk_migrations if "unlocked" in key[1]]
