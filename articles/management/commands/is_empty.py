"""Tell by the exit code whether the site has no content yet."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from articles.models import Article, Channel


class Command(BaseCommand):
    help = "Exit 0 when there is no channel and no article yet, 1 otherwise."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print nothing; the exit code answers."""
        sys.exit(1 if Article.objects.exists() or Channel.objects.exists() else 0)
