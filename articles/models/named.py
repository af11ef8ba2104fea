"""Floor 1: records that articles and pictures name."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef


class NamedQuerySet(models.QuerySet):
    """Officials and enterprises: ``articles`` and ``captions`` lead to what names them."""

    def in_use(self) -> Self:
        """Records that something published names; one made for a draft waits with it (P2)."""
        articles = self.model.articles.rel.related_model
        captions = self.model.captions.rel.related_model
        link = {f"{self.model._meta.model_name}s": OuterRef("pk")}
        return self.filter(
            Exists(articles.objects.published().filter(**link))
            | Exists(captions.objects.published().filter(**link))
        )
