"""Floor 1: records that can be added, and never changed or deleted."""

from typing import NoReturn

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

NO_CHANGE = "记录只能增加，不能修改。"
NO_DELETION = "记录只能增加，不能删除。"
SYSTEM = "系统"


class AppendOnly(Exception):
    """A record of what was done was to be changed or deleted."""


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **changes: object) -> NoReturn:
        raise AppendOnly(NO_CHANGE)

    def delete(self) -> NoReturn:
        raise AppendOnly(NO_DELETION)


class AppendOnlyModel(models.Model):
    """A row that says what was done, for good."""

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        """Insert only. The one override of ``save()`` in the house: a record must not change."""
        if not self._state.adding:
            raise AppendOnly(NO_CHANGE)
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise AppendOnly(NO_DELETION)


def record(
    steps: models.Manager, *, actor: AbstractBaseUser | None, **said: object
) -> models.Model:
    """Add the next step to one owner's (``article.steps``), under the owner's lock.

    The name is written down beside the account, which may change; no *actor*: the system.
    """
    name = (actor.get_full_name() or actor.get_username()) if actor else SYSTEM
    return steps.create(number=steps.count() + 1, actor=actor, actor_name=name, **said)
