"""``manage.py rebuild_search``: make the search index anew, or say where it is wrong."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.search.rebuilding import differences, made_by, number_of_records, rebuild
from articles.text.folding import VERSION

MOST_NAMED = 20


class Command(BaseCommand):
    """Safe while the site is in use: a batch at a time, each in a transaction of its own."""

    help = "重建检索索引（网站照常使用）；--check 只核对索引与记录是否一致，不一致时退出码为 1。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="只核对，不改动")

    def handle(self, *, check: bool, **options: Any) -> None:
        if check:
            self._check()
            return
        with tqdm(total=number_of_records(), unit="条", file=sys.stderr, disable=None) as bar:
            for done in rebuild():
                bar.update(done)
        self.stdout.write(f"索引已重建，共 {bar.total} 条记录。")

    def _check(self) -> None:
        if made_by() != VERSION:
            raise CommandError("索引由旧的折叠规则生成，请运行 manage.py rebuild_search。")
        wrong = list(differences())
        for key in wrong[:MOST_NAMED]:
            self.stdout.write(f"  {key}")
        if wrong:
            raise CommandError(
                f"索引与 {len(wrong)} 条记录不一致，请运行 manage.py rebuild_search。"
            )
        self.stdout.write(f"索引与全部 {number_of_records()} 条记录一致。")
