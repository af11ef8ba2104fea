"""``manage.py export_audit``: a stretch of the audit trail for a spreadsheet."""

import argparse
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.audit import Action, Category, chain, record
from articles.audit.exporting import as_csv
from articles.models import AuditEntry


class Command(BaseCommand):
    help = "导出审计记录（CSV，UTF-8 带 BOM）；不写 --output 时写到标准输出。导出本身也记入审计。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--from", dest="since", default="", metavar="YYYY-MM-DD")
        parser.add_argument("--to", dest="until", default="", metavar="YYYY-MM-DD", help="含当天")
        parser.add_argument("--output", type=Path, metavar="FILE", help="不覆盖已有文件")

    def handle(self, *, since: str, until: str, output: Path | None, **options: Any) -> None:
        entries = AuditEntry.objects.order_by("pk")
        if since:
            entries = entries.filter(at__gte=_midnight(_day(since)))
        if until:
            entries = entries.filter(at__lt=_midnight(_day(until) + timedelta(days=1)))
        if output is not None and output.exists():
            raise CommandError(f"{output} 已经存在，没有覆盖。")
        chain.seal()
        last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        record(
            Category.EXPORT,
            Action.EXPORT,
            name="审计",
            note=f"导出审计记录 {since or '最早'} 至 {until or '现在'}",
        )
        self._write(entries.filter(pk__lte=last), output)

    def _write(self, entries: Any, output: Path | None) -> None:
        lines = as_csv(entries.iterator(chunk_size=1000))
        if output is None:
            _write_to_terminal(self.stdout, lines)
            return
        with output.open("x", encoding="utf-8", newline="") as file:
            file.writelines(lines)
        self.stderr.write(f"已写入 {output}。")


def _write_to_terminal(stream: Any, lines: Any) -> None:
    """UTF-8 whatever the terminal's encoding is; a test's StringIO takes the text itself."""
    binary = getattr(stream, "buffer", None)
    for line in lines:
        if binary is None:
            stream.write(line, ending="")
        else:
            binary.write(line.encode("utf-8", "replace"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"“{text}”不是日期，应写成 2026-11-21。", returncode=2) from error


def _midnight(day: date) -> datetime:
    try:
        return timezone.make_aware(datetime.combine(day, time.min))
    except OverflowError as error:
        raise CommandError("日期太远。", returncode=2) from error
