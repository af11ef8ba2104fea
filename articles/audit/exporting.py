"""The trail as a table for spreadsheets: byte order mark, CRLF, no cell that is a formula."""

import csv
from collections.abc import Iterable, Iterator

from django.utils import timezone

from articles.audit.reading import kind_name, lines_of
from articles.models import AuditEntry

HEADINGS = (
    "序号", "时间", "操作人", "地址", "类别", "操作", "结果",
    "对象类型", "对象主键", "对象", "改动", "说明", "前一条的校验值", "校验值",
)  # fmt: skip
MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class _Echo:
    """A file that gives back what is written, for a writer that must not collect it."""

    def write(self, text: str) -> str:
        return text


def as_csv(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """Yield the table, a line at a time."""
    writer = csv.writer(_Echo())
    yield MARK + writer.writerow(HEADINGS)
    for entry in entries:
        yield writer.writerow([_harmless(cell) for cell in _cells(entry)])


def _cells(entry: AuditEntry) -> list[str]:
    changes = "\n".join(f"{line.label}：{line.old} → {line.new}" for line in lines_of(entry))
    return [
        str(entry.number or "未封存"),
        f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}",
        entry.actor_name,
        entry.address,
        entry.get_category_display(),
        entry.action_name,
        entry.get_result_display(),
        kind_name(entry.kind),
        entry.key,
        entry.name,
        changes,
        entry.note,
        entry.previous_hash,
        entry.hash,
    ]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
