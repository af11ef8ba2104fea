"""``manage.py tick``: each minute, by a timer; does what is due, on one machine at a time."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.models import Lease
from articles.ticking import JOBS, Outcome, run_due, run_one

NEVER = "—"


class Command(BaseCommand):
    """Quiet when there was nothing to do; the exit code is 1 when a job failed."""

    help = "办理到期的定时任务（每分钟运行一次）；--list 列出任务、上次、下次和错误。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        one = parser.add_mutually_exclusive_group()
        one.add_argument("--list", action="store_true", dest="listed", help="只列出任务，不办理")
        one.add_argument(
            "--run", choices=[job.name for job in JOBS], help="现在就办这一项，不论是否到期"
        )

    def handle(self, *, listed: bool, run: str | None, **options: Any) -> None:
        if listed:
            self._list()
            return
        if run:
            outcome = run_one(next(job for job in JOBS if job.name == run))
            if outcome is None:
                raise CommandError(f"{run} 正在另一处办理。")
            self._report([outcome])
            return
        self._report(run_due())

    def _report(self, outcomes: list[Outcome]) -> None:
        for outcome in outcomes:
            if outcome.result:
                self.stdout.write(f"{outcome.job.name}：{outcome.result}")
        failed = [
            f"{one.job.name}（{one.job.label}）：{one.error}" for one in outcomes if one.error
        ]
        if failed:
            raise CommandError("\n".join(["定时任务出错：", *failed]))

    def _list(self) -> None:
        leases = {lease.name: lease for lease in Lease.objects.all()}
        late = set(Lease.objects.late().values_list("name", flat=True))
        for job in JOBS:
            lease = leases.get(job.name)
            mark = " 逾期或出错" if job.name in late else ""
            self.stdout.write(f"{job.name}　{job.label}　{job.rhythm}{mark}")
            if lease is None:
                self.stdout.write("    还没有运行过")
                continue
            self.stdout.write(
                f"    上次 {_when(lease.began_at)}　下次 {_when(lease.due_at)}　"
                f"{lease.result or '没有要办的'}"
            )
            if lease.error:
                self.stdout.write(f"    错误（连续 {lease.failures} 次）：{lease.error}")


def _when(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}" if moment else NEVER
