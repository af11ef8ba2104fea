"""``manage.py verify_audit``: is the audit trail still as it was written?"""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from articles.audit import Action, Category, chain, protection, record


class Command(BaseCommand):
    """Seals what a dying process left behind, says so, and walks the whole chain."""

    help = "核对审计链：逐条重算校验值；有一条对不上，就报出它的序号，退出码为 1。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--expect",
            metavar="NUMBER:HASH",
            default="",
            help="另处记下的一条的序号和校验值（上次核对时打印），核对它没有被整链重写",
        )

    def handle(self, *, expect: str, **options: Any) -> None:
        self._say_unsealed()
        self._say_protection()
        verdict = chain.verify()
        if verdict.broken is not None:
            record(Category.SYSTEM, Action.OPERATE, result="failed", note=_found(verdict))
            raise CommandError(_found(verdict))
        self._check_expected(expect)
        record(Category.SYSTEM, Action.OPERATE, note=f"核对审计链：{verdict.count} 条，完好")
        self.stdout.write(
            f"审计链完好：{verdict.count} 条。The chain holds: {verdict.count} entries.\n"
            f"{_age()}\n"
            f"链尾（请记在别处）{verdict.last_number}:{verdict.last_hash}"
        )

    def _say_unsealed(self) -> None:
        count, since = chain.oldest_unsealed()
        if since is None:
            return
        seconds = int((timezone.now() - since).total_seconds())
        self.stdout.write(
            f"有 {count} 条尚未封存，最早的已等 {seconds} 秒，现在补封。"
            f"{count} entries were unsealed, the oldest for {seconds} s; sealed now."
        )
        chain.seal()

    def _say_protection(self) -> None:
        if not protection.is_installed(connection):
            self.stdout.write(
                "注意：数据库自身的保护（触发器）不在。The database's own triggers are missing."
            )

    def _check_expected(self, expect: str) -> None:
        number, _, digest = expect.partition(":")
        if not expect:
            return
        if not (number.isascii() and number.isdigit() and digest):
            raise CommandError("--expect 应写成 序号:校验值。", returncode=2)
        if chain.hash_of(int(number)) != digest:
            raise CommandError(
                f"第 {number} 条的校验值与另处记下的不同，链可能被整个重写过。"
                f"Entry {number} is not the one noted elsewhere."
            )


def _age() -> str:
    since = chain.oldest()
    if since is None:
        return "还没有记录。No entry yet."
    day, days = timezone.localdate(since), (timezone.now() - since).days
    return (
        f"最早一条 {day}，已存 {days} 天（不少于 {protection.KEPT_DAYS} 天）。"
        f"The oldest is {days} days old."
    )


def _found(verdict: chain.Verdict) -> str:
    return (
        f"审计链在第 {verdict.broken} 条断开：{verdict.reason}；之前的 {verdict.count} 条完好。"
        f"The chain breaks at entry {verdict.broken}; the {verdict.count} before it hold."
    )
