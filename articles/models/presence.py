"""Floor 1: who has a draft open now; rows live as long as the page does."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone

from .article import Article

# A page says every half minute that it is open; one that has been silent this long is not.
EXPIRY = timedelta(minutes=5)


class PresenceQuerySet(models.QuerySet):
    def now(self, at: datetime | None = None) -> "PresenceQuerySet":
        """Those who have not fallen silent."""
        return self.filter(seen_at__gt=(at or timezone.now()) - EXPIRY)

    def silent(self) -> "PresenceQuerySet":
        """Those who have fallen silent: pages that were closed without a word."""
        return self.filter(seen_at__lte=timezone.now() - EXPIRY)

    def enter(self, article: Article, user: AbstractBaseUser) -> None:
        """Note that *user* has the draft open, and forget who fell silent."""
        self.silent().delete()
        self.update_or_create(article=article, user=user, defaults={"seen_at": timezone.now()})

    def leave(self, article: Article, user: AbstractBaseUser) -> None:
        self.filter(article=article, user=user).delete()


class Presence(models.Model):
    """An editor's page on a draft. A note for colleagues, never a lock."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="present")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = "正在编辑"
        verbose_name_plural = "正在编辑"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="presence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.seen_at:%H:%M}"
