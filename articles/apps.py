"""The domain application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "信息发布"

    def ready(self) -> None:
        """Connect the system checks and the signals; after ``migrate`` the roles and the index."""
        from articles import checks, roles, signals  # noqa: F401
        from articles.accounts import receivers
        from articles.catalogue import upkeep
        from articles.search import rebuilding

        signals.connect()
        receivers.connect()
        pre_migrate.connect(upkeep.make_way, sender=self)
        post_migrate.connect(upkeep.ensure, sender=self)
        post_migrate.connect(roles.ensure_roles, sender=self)
        post_migrate.connect(rebuilding.ensure_index, sender=self)
