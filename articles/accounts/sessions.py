"""The logins of staff: begun, looked at with every request, ended.

A login is a row (``StaffSession``) that Django's session names by its number. Whatever ends
the row ends the login, from that request on; the row stays, as a record of networks known.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from articles.accounts import signals
from articles.accounts.browsers import browser_words
from articles.models import StaffSession
from articles.text.networks import network_of, plain_address

KEY = "staff_session"
WRITTEN_EVERY = timedelta(minutes=1)
KEPT = timedelta(days=183)
Ending = StaffSession.Ending


def begin(request: HttpRequest, user: User) -> StaffSession:
    """Write down a login, and forget the user's logins of long ago."""
    sender = request.META.get("REMOTE_ADDR") or ""
    session = StaffSession.objects.create(
        user=user,
        address=plain_address(sender),
        network=network_of(sender)[:60],
        browser=browser_words(request.META.get("HTTP_USER_AGENT", ""))[:60],
    )
    user.staff_sessions.filter(last_seen__lt=timezone.now() - KEPT).delete()
    request.session[KEY] = session.pk
    request.staff_session = session
    return session


def verify(request: HttpRequest) -> None:
    """Note that the login's second factor was checked."""
    session = request.staff_session
    StaffSession.objects.filter(pk=session.pk).update(is_verified=True)
    session.is_verified = True


def living_user(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    """Return who is signed in; a login that has ended is swept out of the browser's session."""
    user = get_user(request)
    if not user.is_authenticated:
        return user
    pk = request.session.get(KEY)
    rows = StaffSession.objects.select_related("user__account").filter(pk=pk, user=user)
    session = rows.first() if pk else None
    now = timezone.now()
    if session is None or not session.is_living(now):
        if session is not None and session.ended_at is None:
            _expire(session)
        request.session.flush()
        return AnonymousUser()
    request.staff_session = session
    user.account = session.user.account  # read already
    return user


def touch(session: StaffSession) -> None:
    """Count the idle time anew; written at most once a minute."""
    if timezone.now() - session.last_seen >= WRITTEN_EVERY:
        renew(session)


def renew(session: StaffSession) -> None:
    """Count the idle time anew."""
    session.last_seen = timezone.now()
    StaffSession.objects.filter(pk=session.pk, ended_at=None).update(last_seen=session.last_seen)


def end(
    sessions: QuerySet[StaffSession],
    *,
    ending: str,
    request: HttpRequest | None = None,
    actor: User | None = None,
) -> int:
    """End these logins; return how many of them were still alive."""
    living = list(sessions.living().select_related("user"))
    for session in living:
        rows = StaffSession.objects.filter(pk=session.pk, ended_at=None)
        if rows.update(ended_at=timezone.now(), ending=ending) and ending != Ending.LOGOUT:
            signals.session_revoked.send(
                User, request=request, user=session.user, actor=actor,
                session=session, reason=Ending(ending),
            )  # fmt: skip
    return len(living)


def end_others(request: HttpRequest, *, ending: str) -> int:
    """End every login of the signed-in user but this one."""
    others = request.user.staff_sessions.exclude(pk=request.staff_session.pk)
    return end(others, ending=ending, request=request, actor=request.user)


def _expire(session: StaffSession) -> None:
    is_idle = session.expiry() < session.created + timedelta(hours=settings.SESSION_HOURS)
    StaffSession.objects.filter(pk=session.pk, ended_at=None).update(
        ended_at=timezone.now(), ending=Ending.IDLE if is_idle else Ending.AGE
    )
