"""``manage.py loaddata``, Django's own; what a fixture brings is in the audit trail (T-REV-07)."""

from pathlib import Path

from django.core.management.commands import loaddata

from articles.audit import Action, Category, record
from articles.audit.acting import loading

MOST_NAMED = 2


class Command(loaddata.Command):
    """New rows are counted, one entry a model; what changes an existing row is an entry itself."""

    def loaddata(self, fixture_labels: list[str]) -> None:
        """Load inside the command's transaction; the entries stand or fall with the rows."""
        with loading() as loaded:
            super().loaddata(fixture_labels)
        files = _named([Path(label).name for label in fixture_labels])
        for model, count in loaded.rows.items():
            record(
                Category.SYSTEM,
                Action.LOAD,
                name=str(model._meta.verbose_name_plural),
                changes={"rows": [None, count]},
                note=f"初始数据：{model._meta.verbose_name} {count} 条；文件：{files}",
            )


def _named(files: list[str]) -> str:
    shown = "、".join(files[:MOST_NAMED])
    return shown if len(files) <= MOST_NAMED else f"{shown} 等 {len(files)} 个"
