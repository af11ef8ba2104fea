"""``manage.py verify FILE``: is a copy still as it was written? Needs no database."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.keeping.checking import check_file
from articles.keeping.refusing import Refused
from articles.management.bars import Bars
from articles.management.told import told


class Command(BaseCommand):
    """Reads the file only."""

    help = "核对备份文件：逐项重算校验值，核对行数和文件数；有一处不符，退出码为 1。不需要数据库。"
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            with Bars() as bars:
                copy = check_file(file, bars)
        except Refused as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"备份完好：{file}\n{told(copy)}")
