"""How many messages one network may send.

Counted in the database, because the server's processes share nothing else. What is kept is
a keyed hash, the key is another every day, and the row goes when its hour is over.
"""

import ipaddress
import re
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.models import FeedbackAttempt

WINDOW = timedelta(hours=1)
MOST = 10
IPV6_NETWORK = 64
# Some proxies name the port as well: another one for every connection.
_WITH_PORT = re.compile(r"([0-9.]+|\[.*\]):[0-9]+")


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


def network_of(address: str) -> str:
    """Return what counts as one sender: an IPv4 address, or the /64 of an IPv6 address.

    >>> network_of("2001:db8:1:2:3:4:5:6")
    '2001:db8:1:2::/64'
    >>> network_of("::ffff:192.0.2.7"), network_of("192.0.2.7:40312")
    ('192.0.2.7', '192.0.2.7')
    """
    with_port = _WITH_PORT.fullmatch(address)
    plain = with_port[1] if with_port else address
    try:
        known = ipaddress.ip_address(plain.strip("[]"))
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((int(known), IPV6_NETWORK), strict=False))


def _name(address: str, moment: datetime) -> str:
    day = timezone.localdate(moment).isoformat()
    keyed = salted_hmac(f"articles.feedback.network.{day}", network_of(address), algorithm="sha256")
    return keyed.hexdigest()
