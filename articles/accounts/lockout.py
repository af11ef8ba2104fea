"""How often one may try: django-axes keeps the count, the measures are ours (ADR 0011).

A name from one network: 5 failures. A name from anywhere: 10, but whoever signed in from a
network lately is still let in there, so that strangers cannot shut staff out. A network, with
whatever names: 30. An IPv6 network is a /64. Wrong second factors count like wrong passwords.
"""

from datetime import datetime, timedelta
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Max, Q, Sum
from django.http import HttpRequest
from django.utils import timezone

from articles.accounts import signals
from articles.models import Account, StaffSession
from articles.models.account import folded_name
from articles.text.networks import network_of, plain_address

LONGEST_NAME = 255  # axes' column
NETWORK_IS_KNOWN_FOR = timedelta(days=90)
# How many failures of each kind weigh as much as one of a name from one network.
NAME_WEIGHT, NETWORK_WEIGHT = 2, 6


def name_tried(request: HttpRequest, credentials: dict | None) -> str:
    """Return the name as it is counted: however it was written, it is one name."""
    return folded_name(str((credentials or {}).get("username") or ""))[:LONGEST_NAME]


def network_tried(request: HttpRequest) -> str | None:
    """Return the network as it is counted, by its first address; None for what is none."""
    network = network_of(request.META.get("REMOTE_ADDR") or "")
    return plain_address(network.partition("/")[0])


class OfficeLockout(AxesDatabaseHandler):
    """Counts failures by name and network, and keeps nothing else of what was posted."""

    def get_failures(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """Return the fullest of the three measures, on the scale of AXES_FAILURE_LIMIT."""
        name, network = name_tried(request, credentials), request.axes_ip_address
        by_name, by_network = Q(username=name), Q(ip_address=network)
        recent = AccessAttempt.objects.filter(attempt_time__gte=get_cool_off_threshold(request))
        count = recent.filter(by_name | by_network).aggregate(
            pair=Sum("failures_since_start", filter=by_name & by_network),
            name=Sum("failures_since_start", filter=by_name),
            network=Sum("failures_since_start", filter=by_network),
        )
        count = {measure: number or 0 for measure, number in count.items()}
        measured = max(count["pair"], count["network"] // NETWORK_WEIGHT)
        anywhere = count["name"] // NAME_WEIGHT
        is_decisive = measured < settings.AXES_FAILURE_LIMIT <= anywhere
        if is_decisive and _is_known(name, network_of(request.META.get("REMOTE_ADDR") or "")):
            return measured
        return max(measured, anywhere)

    def user_login_failed(
        self, sender: Any, credentials: dict, request: HttpRequest | None = None, **_: Any
    ) -> None:
        """Count one failure; one that was refused unread is not counted again."""
        if request is None or request.axes_locked_out:
            return
        self.clean_expired_user_attempts(request, credentials)
        name = name_tried(request, credentials)
        now = timezone.now()
        with transaction.atomic():
            attempt, is_new = AccessAttempt.objects.select_for_update().get_or_create(
                username=name,
                ip_address=request.axes_ip_address,
                user_agent="",
                defaults={"failures_since_start": 1},
            )
            if not is_new:
                AccessAttempt.objects.filter(pk=attempt.pk).update(
                    failures_since_start=F("failures_since_start") + 1, attempt_time=now
                )
        if self.get_failures(request, credentials) >= settings.AXES_FAILURE_LIMIT:
            request.axes_locked_out = True
            user = get_user_model().objects.filter(account__folded_name=name).first()
            network = network_of(request.META.get("REMOTE_ADDR") or "")
            signals.locked.send(
                User, request=request, user=user, actor=None, username=name, network=network
            )

    def reset_user_attempts(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """Forget the failures of this name from this network; the network's others stay."""
        name, network = name_tried(request, credentials), request.axes_ip_address
        return AccessAttempt.objects.filter(username=name, ip_address=network).delete()[0]


def _is_known(name: str, network: str) -> bool:
    since = timezone.now() - NETWORK_IS_KNOWN_FOR
    return StaffSession.objects.filter(
        user__account__folded_name=name, network=network, last_seen__gte=since
    ).exists()


def is_shut(request: HttpRequest, username: str) -> bool:
    """Whether nothing that is typed for *username* is looked at for now."""
    return not AxesProxyHandler.is_allowed(request, {"username": username})


def locked_until(user: User) -> datetime | None:
    """When the last of the locks on the account's name ends; None when there is none."""
    limit = settings.AXES_FAILURE_LIMIT
    recent = AccessAttempt.objects.filter(
        username=folded_name(user.username)[:LONGEST_NAME],
        attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME,
    )
    count = recent.aggregate(
        most=Max("failures_since_start"), sum=Sum("failures_since_start"), last=Max("attempt_time")
    )
    is_locked = (count["most"] or 0) >= limit or (count["sum"] or 0) >= limit * NAME_WEIGHT
    return count["last"] + settings.AXES_COOLOFF_TIME if is_locked else None


def unlock(user: User, *, request: HttpRequest | None = None, actor: User | None = None) -> None:
    """Forget the failures of the account's name, and of its second factor, from everywhere."""
    name = folded_name(user.username)[:LONGEST_NAME]
    AccessAttempt.objects.filter(username=name).delete()
    for device in user.totpdevice_set.all():
        device.throttle_reset()
    Account.objects.filter(user=user).update(active_since=timezone.now())
    signals.unlocked.send(User, request=request, user=user, actor=actor)
