"""Floor 1: delegations 出差代签: who signs for whom, and how long (T-REV-06)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .fields import LineField


class DelegationQuerySet(models.QuerySet):
    def active(self, at: datetime | None = None) -> "DelegationQuerySet":
        """Delegations in force at the moment *at* (now)."""
        moment = at or timezone.now()
        return self.filter(begins__lte=moment, ends__gt=moment)


class Delegation(models.Model):
    """For a period, one person signs in another's right; each signature says so."""

    delegator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="delegations_given",
        verbose_name="委托人",
    )
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="delegations_held",
        verbose_name="代签人",
    )
    begins = models.DateTimeField("开始")
    ends = models.DateTimeField("结束", help_text="提前回来，把结束时间改到现在。")
    reason = LineField("事由", max_length=120, help_text="例如：出差、休假。")
    created_at = models.DateTimeField("登记时间", default=timezone.now, editable=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "代签委托"
        verbose_name_plural = "代签委托"
        ordering = ["-begins", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("begins")),
                name="delegation_not_reversed",
                violation_error_message="结束时间不能早于开始时间。",
            ),
            models.CheckConstraint(
                condition=~Q(delegator=F("delegate")),
                name="delegation_to_another",
                violation_error_message="代签人不能是委托人自己。",
            ),
        ]

    def __str__(self) -> str:
        return f"{_name(self.delegator)} 委托 {_name(self.delegate)}"


def _name(person: models.Model) -> str:
    return person.get_full_name() or person.get_username()
