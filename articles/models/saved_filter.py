"""Floor 1: lists of articles that a person looks at again and again 常用筛选."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .fields import LineField


class SavedFilter(models.Model):
    """A name for the query string of the list of articles; of one person."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="saved_filters",
        verbose_name="使用人",
    )
    name = LineField("名称", max_length=30)
    query = LineField("筛选条件", max_length=500)
    created = models.DateTimeField("保存时间", default=timezone.now)

    class Meta:
        verbose_name = "常用筛选"
        verbose_name_plural = "常用筛选"
        ordering = ["name", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_filter_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
