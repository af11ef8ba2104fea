"""The domain application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "信息发布"

    def ready(self) -> None:
        """Connect the system checks, the site generation, and the roles after ``migrate``."""
        from articles import checks, generation, roles  # noqa: F401

        post_migrate.connect(roles.ensure_roles, sender=self)
