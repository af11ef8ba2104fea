"""Floor 1: the site's generation, the number that moves with everything readers can see."""

import time

from django.db import connection, models
from django.db.models import F

CURRENT = "SELECT number FROM articles_generation WHERE id = 1"


class GenerationManager(models.Manager):
    def move(self) -> None:
        """Add one, in the caller's transaction: a rolled-back write leaves no trace."""
        if not self.filter(pk=Generation.ONLY).update(number=F("number") + 1):
            # The seconds since 1970 grow faster than any office writes: a database that is made
            # anew never comes to a number under which a proxy still holds a page of the old one.
            self.get_or_create(pk=Generation.ONLY, defaults={"number": int(time.time())})

    def current(self) -> int:
        """Return the number; 0 on a site that nobody has written to.

        Every request of a reader asks this, most of them nothing else: no query is built.
        """
        with connection.cursor() as cursor:
            cursor.execute(CURRENT)
            row = cursor.fetchone()
        return row[0] if row else 0


class Generation(models.Model):
    """One row. Public pages carry its number in their ETag."""

    ONLY = 1

    number = models.PositiveBigIntegerField(default=0)

    objects = GenerationManager()

    class Meta:
        verbose_name = "内容世代"
        verbose_name_plural = "内容世代"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="generation_is_one_row"),
        ]

    def __str__(self) -> str:
        return str(self.number)
