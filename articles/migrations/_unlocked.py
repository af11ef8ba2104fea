"""What a migration does to a large table without shutting writers out (docs/upgrading.md)."""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddIndex


class AddIndexUnlocked(AddIndexConcurrently):
    """Adds an index beside writers on PostgreSQL, and as ever elsewhere.

    Alone in its migration, which says ``atomic = False``.
    """

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any
    ) -> None:
        self._kind(schema_editor).database_forwards(self, app_label, schema_editor, *states)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any
    ) -> None:
        self._kind(schema_editor).database_backwards(self, app_label, schema_editor, *states)

    @staticmethod
    def _kind(schema_editor: BaseDatabaseSchemaEditor) -> type[AddIndex]:
        is_postgres = schema_editor.connection.vendor == "postgresql"
        return AddIndexConcurrently if is_postgres else AddIndex
