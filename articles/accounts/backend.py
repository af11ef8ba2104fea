"""Checks names and passwords."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone

from articles.models import Account
from articles.models.account import folded_name


class OfficeBackend(ModelBackend):
    """Django's accounts, for staff; a name is found however it is written.

    The password is hashed for every name, known or not, before anything else is looked at:
    the time of a refusal does not tell its reason.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_: Any,
    ) -> User | None:
        if username is None or password is None:
            return None
        known = Account.objects.filter(folded_name=folded_name(username))
        name = known.values_list("user__username", flat=True).first() or username
        user = super().authenticate(request, username=name, password=password)
        return None if user is None or is_unused(user) else user

    def user_can_authenticate(self, user: User) -> bool:
        return super().user_can_authenticate(user) and user.is_staff


def is_unused(user: User) -> bool:
    """Whether nobody has signed in for so long that the account counts as deserted (T-DB-05)."""
    if not settings.ACCOUNT_UNUSED_DAYS:
        return False
    used = [user.last_login or user.date_joined]
    used += Account.objects.filter(user=user).values_list("active_since", flat=True)
    return timezone.now() - max(used) > timedelta(days=settings.ACCOUNT_UNUSED_DAYS)
