"""Delete contacts of readers whose messages were settled a month ago; run daily."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.feedback.forgetting import KEPT_DAYS, forget_contacts
from articles.feedback.limiting import forget_old


class Command(BaseCommand):
    help = f"Delete the contacts of messages settled {KEPT_DAYS} days ago; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many contacts and counting rows went; never whose."""
        contacts, counted = forget_contacts(), forget_old()
        self.stdout.write(f"删除了 {contacts} 件留言的联系方式，清除了 {counted} 行过期的计数。")
