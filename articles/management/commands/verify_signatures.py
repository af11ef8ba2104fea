"""``manage.py verify_signatures``: prove every signature, or say which does not hold."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.models import Article
from articles.models.article import PUBLIC_ID
from articles.workflow.verifying import verify


class Command(BaseCommand):
    """Reads only."""

    help = "核对每一版稿件的签名、保密审查与现在的内容；有不符的，退出码为 1。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--article", default="", help="只核对这个编号的稿件，如 20260001")

    def handle(self, *, article: str, **options: Any) -> None:
        """Print a line an edition, and its faults below it."""
        editions = Article.objects.all()
        if article:
            editions = editions.filter(public_id=article)
            if not PUBLIC_ID.fullmatch(article) or not editions.exists():
                raise CommandError("没有这个编号的稿件。")
        total = failed = 0
        self.stdout.write("编号\t版次\t状态\t依据\t结论\t标题")
        for verdict in verify(editions):
            row = verdict.article
            total += 1
            failed += bool(verdict.faults)
            said = "不符" if verdict.faults else "相符"
            self.stdout.write(
                f"{row.public_id}\t{row.edition}\t{row.stage}\t{verdict.basis}\t{said}\t{row}"
            )
            for fault in verdict.faults:
                self.stdout.write(f"  ! {fault}")
        if failed:
            raise CommandError(f"共 {total} 版，{failed} 版不符。")
        self.stdout.write(f"共 {total} 版，全部相符。")
