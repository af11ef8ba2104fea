"""Make the bucket that MEDIA_S3 names; once, before the first start."""

from typing import Any

from django.core.files.storage import FileSystemStorage, storages
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Make the bucket that MEDIA_S3 names, unless it is there; safe to run again."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Say whether the bucket was made."""
        storage = storages["default"]
        if isinstance(storage, FileSystemStorage):
            raise CommandError("没有设置 MEDIA_S3，图片存放在 MEDIA_ROOT。")
        try:
            made = storage.make_bucket()
        except OSError as reason:
            raise CommandError(f"存储服务没有应答，或拒绝了请求：{reason}") from reason
        self.stdout.write("存储桶已建好。" if made else "存储桶原已存在。")
