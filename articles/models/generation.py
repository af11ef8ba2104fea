"""Floor 1: the site's generation, the number that moves with everything readers can see."""

import time

from django.db import DatabaseError, InterfaceError, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F

from .statements import run_statement

STATEMENT = b"articles_generation_current"
CURRENT = "SELECT number FROM articles_generation WHERE id = 1"


class GenerationManager(models.Manager):
    def move(self) -> None:
        """Add one, in the caller's transaction: a rolled-back write leaves no trace."""
        if not self.filter(pk=Generation.ONLY).update(number=F("number") + 1):
            # The clock's milliseconds grow faster than any office writes: a database that is made
            # anew never comes to a number under which a proxy still holds a page of the old one.
            self.get_or_create(pk=Generation.ONLY, defaults={"number": time.time_ns() // 1_000_000})

    def current(self) -> int:
        """Return the number; 0 on a site that nobody has written to."""
        with connections[self.db].cursor() as cursor:
            cursor.execute(CURRENT)
            row = cursor.fetchone()
        return row[0] if row else 0

    def glance(self) -> int:
        """Return the same, asked below Django and the driver's cursors, at a sixth of the cost.

        Most requests of readers ask this and nothing else (docs/adr/0016 has the figures). No
        request of Django's is begun for it, so a connection that broke is replaced here.
        """
        connection = connections[self.db]
        try:
            return _glance(connection)
        except (DatabaseError, InterfaceError):
            connection.close()
            return _glance(connection)


def _glance(connection: BaseDatabaseWrapper) -> int:
    connection.ensure_connection()
    with connection.wrap_database_errors:
        if connection.vendor == "sqlite":
            row = connection.connection.execute(CURRENT).fetchone()
            return row[0] if row else 0
        result = run_statement(connection.connection, STATEMENT, CURRENT.encode())
    return int(result.get_value(0, 0)) if result.ntuples else 0


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
