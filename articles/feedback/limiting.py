"""How many messages one network may send.

Counted in the database, because the server's processes share nothing else. What is kept is
a keyed hash, the key is another every day, and the row goes when its hour is over.
"""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.models import FeedbackAttempt
from articles.text.networks import network_of

WINDOW = timedelta(hours=1)
MOST = 10


class TooMany(Exception):
    """The network has sent enough for now; the message says so to the reader."""


def one_at_a_time(address: str) -> None:
    """Let one transaction of the network of *address* in at a time, until it ends.

    Otherwise none would count the others that are on their way; SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        key = int(_name(address, timezone.now())[:15], 16)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def check(address: str) -> None:
    """Raise TooMany when the network of *address* has sent its share in the last hour."""
    now = timezone.now()
    names = {_name(address, moment) for moment in (now, now - WINDOW)}
    sent = FeedbackAttempt.objects.filter(network__in=names, at__gt=now - WINDOW).count()
    if sent >= MOST:
        raise TooMany(
            f"您所在的网络一小时内已经提交了 {MOST} 件，暂时不能再收。"
            "您写的内容还在下面，请过一会儿再点“提交”。"
        )


def note(address: str) -> None:
    """Count one message of the network of *address*."""
    forget_old()
    now = timezone.now()
    FeedbackAttempt.objects.create(network=_name(address, now), at=now)


def forget_old() -> int:
    """Delete what is past its hour; return how many rows that were."""
    deleted, _ = FeedbackAttempt.objects.filter(at__lte=timezone.now() - WINDOW).delete()
    return deleted


def _name(address: str, moment: datetime) -> str:
    day = timezone.localdate(moment).isoformat()
    keyed = salted_hmac(f"articles.feedback.network.{day}", network_of(address), algorithm="sha256")
    return keyed.hexdigest()
