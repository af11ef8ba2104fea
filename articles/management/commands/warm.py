"""``manage.py warm``: read every published page through the front, so that it keeps a copy."""

import argparse
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.public.warming import Reader, published, warm

MOST_NAMED = 20
PAUSE = 0.2


class Command(BaseCommand):
    """Needs no database of its own: it reads the site as everybody does. Safe at any time."""

    help = "把所有已发布的页面各读一遍，使前端存有副本；有页面读不到时退出码为 1。"
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--host",
            metavar="URL",
            default=_own_address(),
            help="读者所用的网址，如 https://www.example.gov.cn（默认取自设置）",
        )
        parser.add_argument(
            "--via", metavar="HOST:PORT", default="", help="不按域名解析，直接连接这个地址"
        )
        parser.add_argument("--parallel", type=int, default=8, help="同时读几页（默认 8）")
        parser.add_argument("--wait", type=int, default=60, help="最多等网站启动几秒（默认 60）")

    def handle(self, *, host: str, via: str, parallel: int, wait: int, **options: Any) -> None:
        if not host.startswith(("http://", "https://")) or not 1 <= parallel <= 64:
            raise CommandError("--host 应以 http:// 或 https:// 开头，--parallel 应为 1 至 64。")
        with Reader(host.rstrip("/"), via) as reader:
            self._read(reader, parallel, wait)

    def _read(self, reader: Reader, parallel: int, wait: int) -> None:
        started = time.monotonic()
        self._await(reader, wait)
        try:
            addresses = published(reader)
        except ConnectionError as error:
            raise CommandError(f"读不到网站地图（{error}）。") from error
        read, failed = 0, []
        with tqdm(total=len(addresses), unit="页", file=sys.stderr, disable=None) as bar:
            for answer in warm(reader, addresses, parallel=parallel):
                read += 1
                bar.total = max(bar.total, read)
                bar.update()
                if not answer.is_good:
                    failed.append(answer)
        self._report(len(addresses), read, failed, time.monotonic() - started)

    def _await(self, reader: Reader, wait: int) -> None:
        deadline = time.monotonic() + wait
        while (status := reader.get("/readyz")[0]) != 200:
            if time.monotonic() > deadline:
                raise CommandError(f"网站没有就绪（/readyz：{status}）。")
            time.sleep(PAUSE)

    def _report(self, pages: int, read: int, failed: list, seconds: float) -> None:
        for answer in failed[:MOST_NAMED]:
            self.stderr.write(f"  {answer.address}  {answer.status}")
        counted = f"网站地图 {pages} 页，连同所链接的页面和文件共 {read} 个，用时 {seconds:.0f} 秒"
        if failed:
            raise CommandError(f"{counted}；{len(failed)} 个读不到。")
        self.stdout.write(f"{counted}；全部读到。")


def _own_address() -> str:
    """Return the first host that the settings name, as readers write it."""
    named = [host for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*"))]
    return f"{'https' if settings.HTTPS else 'http'}://{named[0] if named else 'localhost'}"
