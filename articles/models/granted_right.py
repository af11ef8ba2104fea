"""Floor 1: which rights a role was given when it, or they, first came."""

from django.contrib.auth.models import Group
from django.db import models


class GrantedRight(models.Model):
    """A right that a role was once given by the system; taken away by the office, it stays away."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    right = models.CharField(max_length=150)  # such as "articles.view_article"

    class Meta:
        verbose_name = "已授权限"
        verbose_name_plural = "已授权限"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["group", "right"], name="granted_right_once"),
        ]

    def __str__(self) -> str:
        return self.right
