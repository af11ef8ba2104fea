from django.db import migrations

# Who has which characters and pairs of characters; articles/search/postings.py reads and
# writes these tables. Rows get in when ``migrate`` is done: the index is filled from the
# records by the code of the day, not by that of the day of this migration.
TABLES = ("articles_search_titles", "articles_search_texts")
CREATE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE {0} USING fts5"
        "(grams, content='', detail=none, columnsize=0, tokenize='ascii')",
    ),
    "postgresql": (
        'CREATE TABLE {0} (rank bigint PRIMARY KEY, grams text[] COLLATE "C" NOT NULL)',
        "CREATE INDEX {0}_gin ON {0} USING gin (grams)",
    ),
}


def create(apps, schema_editor):
    for table in TABLES:
        for statement in CREATE[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table))


def drop(apps, schema_editor):
    for table in TABLES:
        schema_editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_search_documents")]

    operations = [migrations.RunPython(create, drop)]
