"""What is of no use any more goes: logins, pages left open, links that ended, counts."""

from datetime import datetime, timedelta
from importlib import import_module

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.accounts.sessions import KEPT, Ending
from articles.feedback.forgetting import forget_contacts
from articles.feedback.limiting import forget_old
from articles.models import BulkJob, Notification, Presence, PreviewLink, StaffSession

# As long as the trail must be kept: until then an ended preview link shows who opened it.
LINKS_KEPT = timedelta(days=183)


def forget_personal_data() -> str:
    """Delete contacts of readers whose messages were settled, and the counting of senders."""
    contacts, counted = forget_contacts(), forget_old()
    return _said(
        f"{contacts} 件留言的联系方式" * bool(contacts), f"{counted} 行计数" * bool(counted)
    )


def clean() -> str:
    """Delete what nobody can use any more; what signatures and steps refer to stays."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    lapsed = _end_lapsed_logins()
    now = timezone.now()
    gone = {
        "行半年前的登录": StaffSession.objects.filter(last_seen__lt=now - KEPT),
        "行编辑页记号": Presence.objects.silent(),
        "条半年前到期的预览链接": _ended_links(now - LINKS_KEPT),
        "次批量办理": BulkJob.objects.outdated(),
        "条通知": Notification.objects.outdated(),
        "行过期的登录失败": AccessAttempt.objects.filter(
            attempt_time__lt=now - settings.AXES_COOLOFF_TIME
        ),
    }
    counted = [
        (rows.delete()[1].get(rows.model._meta.label, 0), what) for what, rows in gone.items()
    ]
    return _said(
        f"{lapsed} 次登录已到时" * bool(lapsed),
        *(f"{number} {what}" for number, what in counted if number),
    )


def _end_lapsed_logins() -> int:
    """Write down the end of logins that ended by themselves and never came back to be told."""
    now = timezone.now()
    aged = now - timedelta(hours=settings.SESSION_HOURS)
    idle = now - timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    open_still = StaffSession.objects.filter(ended_at=None)
    old = open_still.filter(created__lte=aged).update(ended_at=now, ending=Ending.AGE)
    return old + open_still.filter(last_seen__lte=idle).update(ended_at=now, ending=Ending.IDLE)


def _ended_links(limit: datetime) -> QuerySet[PreviewLink]:
    return PreviewLink.objects.filter(Q(expires_at__lt=limit) | Q(revoked_at__lt=limit))


def _said(*parts: str) -> str:
    return "，".join(part for part in parts if part)
