"""``manage.py restore FILE``: the whole site out of a copy, into an empty or a named database."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from articles.keeping import media, target
from articles.keeping.refusing import Refused
from articles.keeping.restoring import Files, proof, restore
from articles.management.bars import Bars
from articles.management.told import told
from articles.models import Article
from articles.search.rebuilding import number_of_records, rebuild
from articles.workflow.verifying import verify


class Command(BaseCommand):
    """All or nothing; afterwards the search is made anew and trail and signatures are proven."""

    help = (
        "把备份恢复到 DATABASE_URL 的数据库和 MEDIA_ROOT 的文件夹（SQLite 与 PostgreSQL 可以互换）。"
        "数据库须为空；要清空它再恢复，须用 --overwrite 写出它的名字。"
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--overwrite",
            nargs="?",
            const="（空）",
            default="",
            metavar="NAME",
            help="清空名为 NAME 的目标数据库再恢复；不符就不恢复",
        )

    def handle(self, *, file: Path, overwrite: str, **options: Any) -> None:
        name = f"{connection.vendor} 数据库 {target.name()}"
        self.stdout.write(f"恢复到 {name}，媒体文件夹 {media.where()}。")
        try:
            with Bars() as bars:
                copy, files = restore(file, bars, overwrite=overwrite)
        except Refused as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"内容已恢复。\n{told(copy)}\n{_of_files(files)}")
        self._rebuild_search()
        fault = proof(copy.facts)
        self.stdout.write("审计链完好，与备份时一致。" if not fault else "审计链有问题。")
        self._prove_signatures()
        if fault:
            raise CommandError(f"内容已恢复，但是{fault}；请运行 manage.py verify_audit。")
        self.stdout.write("请重启网站程序；所有人需要重新登录。")

    def _rebuild_search(self) -> None:
        with Bars() as bars:
            bars.begin("检索索引", number_of_records(), "条")
            for done in rebuild():
                bars.advance(done)
        self.stdout.write("检索索引已重建。")

    def _prove_signatures(self) -> None:
        total = failed = 0
        with Bars() as bars:
            bars.begin("签名", Article.objects.count(), "版")
            for verdict in verify(Article.objects.all()):
                total, failed = total + 1, failed + bool(verdict.faults)
                bars.advance(1)
        if failed:
            self.stdout.write(
                f"注意：{total} 版稿件中有 {failed} 版签名不符（备份前可能就不符），"
                "详情请运行 manage.py verify_signatures。"
            )
        else:
            self.stdout.write(f"{total} 版稿件的签名全部相符。")


def _of_files(files: Files) -> str:
    return (
        f"文件：新存 {len(files.new)} 个，原已在 {files.there} 个，换掉 {len(files.replaced)} 个。"
    )
