"""Floor 1: the site's generation, the number that moves with everything readers can see."""

from django.db import models
from django.db.models import F


class GenerationManager(models.Manager):
    def move(self) -> None:
        """Add one, in the caller's transaction: a rolled-back write leaves no trace."""
        if not self.filter(pk=Generation.ONLY).update(number=F("number") + 1):
            self.get_or_create(pk=Generation.ONLY, defaults={"number": 1})

    def current(self) -> int:
        """Return the number; 0 on a site that nobody has written to."""
        return self.filter(pk=Generation.ONLY).values_list("number", flat=True).first() or 0


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
