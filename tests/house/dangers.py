"""What a migration must not do while the workers of the release before still serve."""

import re
import sys
from collections.abc import Iterator

from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.migrations import Migration, RunPython
from django.db.migrations import operations as kinds
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field, ManyToManyField
from django.db.models.fields import NOT_PROVIDED

from articles.migrations._unlocked import AddIndexUnlocked

POSTGRES = DatabaseWrapper({"NAME": "never opened", "OPTIONS": {}})
# Tables that grow with every article, save or reader.
LARGE = {
    "article", "articleversion", "auditentry", "feedback", "keyfigure", "notification",
    "photocaption", "previewvisit", "relatedlink", "searchdocument", "searchfacet",
    "storedpicture", "taggedarticle", "taggedofficial", "taggedphotocaption", "workflowstep",
}  # fmt: skip
# What the workers of the release before still read or write by the old name.
GONE = (
    kinds.RemoveField, kinds.DeleteModel, kinds.RenameField, kinds.RenameModel,
    kinds.AlterModelTable,
)  # fmt: skip
SCANS = (
    kinds.AddIndex, kinds.AddConstraint, kinds.AlterUniqueTogether, kinds.AlterIndexTogether,
)  # fmt: skip
VARCHAR = re.compile(r"varchar\((\d+)\)")


def dangers(migration: Migration, state: ProjectState) -> list[str]:
    """Return what is wrong with *migration*, applied to *state*; it may say why it is right.

    A module's ``UNDER_LOAD``, a sentence, answers everything but a way back that is missing.
    """
    module = sys.modules.get(type(migration).__module__)
    is_answered = len(getattr(module, "UNDER_LOAD", "")) > 20
    found = []
    made: set[str] = set()
    for operation in _flat(migration.operations):
        if not operation.reversible:
            found.append(f"{operation.describe()}: no way back")
        if not is_answered:
            found += _under_load(operation, state, made)
        if isinstance(operation, kinds.CreateModel):
            made.add(operation.name_lower)
        operation.state_forwards(migration.app_label, state)
    if not is_answered and _moves_rows_under_lock(migration, made):
        found.append("moves rows in the transaction that holds a table's lock: two migrations")
    return found


def _flat(operations: list[Operation]) -> Iterator[Operation]:
    for operation in operations:
        if isinstance(operation, kinds.SeparateDatabaseAndState):
            yield from _flat(operation.database_operations)
            yield from operation.state_operations
        else:
            yield operation


def _table(operation: Operation) -> str:
    return getattr(operation, "model_name", getattr(operation, "name", "")).lower()


def _under_load(operation: Operation, state: ProjectState, made: set[str]) -> Iterator[str]:
    table, said = _table(operation), operation.describe()
    if table in made or isinstance(operation, kinds.CreateModel):
        return
    if isinstance(operation, GONE):
        yield f"{said}: the workers of the release before still use it"
    if isinstance(operation, SCANS) and not isinstance(operation, AddIndexUnlocked):
        if table in LARGE:
            yield f"{said}: writers wait while all rows are read"
    elif isinstance(operation, kinds.AddField):
        yield from (f"{said}: {why}" for why in _new_column(operation.field, table))
    elif isinstance(operation, kinds.AlterField):
        old = state.models["articles", table].fields[operation.name]
        yield from (f"{said}: {why}" for why in _changed_column(old, operation.field, table))


def _new_column(field: Field, table: str) -> Iterator[str]:
    if isinstance(field, ManyToManyField):
        return
    if not field.null and field.db_default is NOT_PROVIDED:
        yield "the workers of the release before leave it empty: null=True or db_default"
    if table in LARGE and (field.db_index or field.unique):
        yield "writers wait while its index is made"


def _changed_column(old: Field, new: Field, table: str) -> Iterator[str]:
    if old.null and not new.null:
        yield "rows without a value are refused, and all are read under a lock"
    if not _is_wider(_type(old), _type(new)):
        yield "every row is written again under a lock"
    is_indexed = (new.db_index and not old.db_index) or (new.unique and not old.unique)
    if table in LARGE and is_indexed:
        yield "writers wait while its index is made"


def _type(field: Field) -> str | None:
    """The column's type; a reference has that of what it names."""
    if field.remote_field:
        return f"reference to {field.remote_field.model}".lower()
    return field.db_type(POSTGRES)


def _is_wider(old: str | None, new: str | None) -> bool:
    if old == new:
        return True
    was, becomes = VARCHAR.fullmatch(old or ""), VARCHAR.fullmatch(new or "")
    if was and becomes:
        return int(becomes[1]) >= int(was[1])
    return bool(was) and new == "text"


def _moves_rows_under_lock(migration: Migration, made: set[str]) -> bool:
    moves = any(
        isinstance(operation, RunPython) and operation.code is not RunPython.noop
        for operation in migration.operations
    )
    locks = any(
        not isinstance(operation, RunPython | kinds.CreateModel) and _table(operation) not in made
        for operation in migration.operations
    )
    return moves and locks and migration.atomic
