"""``manage.py backup``: the whole site, database and media, in one file."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.audit import Action, Category, record
from articles.keeping.folder import dated, tidy
from articles.keeping.refusing import Refused
from articles.keeping.writing import back_up
from articles.management.bars import Bars
from articles.management.told import told


class Command(BaseCommand):
    """Safe while the site is in use; the file appears whole or not at all."""

    help = (
        "把数据库和媒体文件备份成一个文件，编辑照常工作；写完后逐项核对。"
        "每晚自动备份用 --directory 和 --keep。"
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="备份文件，如 a.tar")
        parser.add_argument("--overwrite", action="store_true", help="FILE 已存在时覆盖它")
        parser.add_argument(
            "--directory", type=Path, metavar="DIR", help="在这个目录里按日期时间取名"
        )
        parser.add_argument("--keep", type=int, metavar="N", help="备份成功后，目录里只留最近 N 份")

    def handle(
        self,
        *,
        file: Path | None,
        directory: Path | None,
        keep: int | None,
        overwrite: bool,
        **options: Any,
    ) -> None:
        target = _target(file, directory, keep)
        try:
            with Bars() as bars:
                copy = back_up(target, bars, overwrite=overwrite)
        except Refused as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"已备份到 {target}，逐项核对无误。\n{told(copy)}")
        try:
            record(Category.EXPORT, Action.EXPORT, name="备份", note=f"备份整个网站：{target.name}")
            gone = tidy(target.parent, keep) if keep else []
        except (DatabaseError, OSError) as error:
            raise CommandError(f"备份已成功，后续却没有做完：{error}") from error
        if gone:
            self.stdout.write(f"删除了 {len(gone)} 份旧备份，留下最近 {keep} 份。")


def _target(file: Path | None, directory: Path | None, keep: int | None) -> Path:
    if (file is None) == (directory is None):
        raise CommandError("请写明备份文件，或者用 --directory 写明目录，二者选一。", returncode=2)
    if keep is not None and (directory is None or keep < 1):
        raise CommandError("--keep 要和 --directory 一起用，至少是 1。", returncode=2)
    folder = directory or file.parent
    if not folder.is_dir():
        raise CommandError(f"没有 {folder} 这个目录，没有备份。")
    return dated(folder) if file is None else file
