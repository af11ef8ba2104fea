"""What a security administrator does to the account of somebody else: 安全管理员."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from articles.accounts import second_factor, sessions
from articles.accounts.lockout import locked_until, unlock
from articles.admin.office import is_key
from articles.models import StaffSession

RIGHT = "articles.secure_account"
OWN = "自己的账号请在“我的账号”里办理，或请另一位安全管理员办理。"


def may_secure(actor: User, user: User) -> bool:
    """Whether *actor* may unlock, reset and sign out *user*; a superuser only by a superuser."""
    return actor.has_perm(RIGHT) and (actor.is_superuser or not user.is_superuser)


@require_POST
def act_on(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Do one of the acts, say so, and return to the account's page."""
    if act not in ACTS:
        raise Http404("没有这项操作。")
    user = get_object_or_404(User, pk=pk) if is_key(pk) else None
    if user is None:
        raise Http404("没有这个账号。")
    if not may_secure(request.user, user):
        raise PermissionDenied("您不能办理这个账号的安全事项。")
    if user == request.user:
        messages.error(request, OWN)
    else:
        messages.success(request, ACTS[act](request, user))
    return redirect("admin:auth_user_change", user.pk)


def _unlock(request: HttpRequest, user: User) -> str:
    unlock(user, request=request, actor=request.user)
    return f"“{user}”可以重新登录了。"


def _reset(request: HttpRequest, user: User) -> str:
    second_factor.reset(user, request=request, actor=request.user)
    _end(request, user.staff_sessions.all(), StaffSession.Ending.SECOND_FACTOR)
    return f"“{user}”的动态口令和恢复码已作废，各处登录已结束；下次登录时重新绑定。"


def _end_sessions(request: HttpRequest, user: User) -> str:
    chosen = request.POST.get("login", "")
    logins = user.staff_sessions.all()
    if chosen:
        logins = logins.filter(pk=chosen if is_key(chosen) else None)
    ended = _end(request, logins, StaffSession.Ending.REVOKED)
    return f"已结束“{user}”的 {ended} 处登录。"


def _end(request: HttpRequest, logins: QuerySet[StaffSession], ending: str) -> int:
    return sessions.end(logins, ending=ending, request=request, actor=request.user)


ACTS = {"unlock": _unlock, "reset-second-factor": _reset, "end-sessions": _end_sessions}


def security_of(user: User) -> dict[str, object]:
    """Return what the account's page shows: device, lock and logins."""
    return {
        "device": second_factor.device_of(user),
        "codes_left": user.recovery_codes.count(),
        "locked_until": locked_until(user),
        "logins": user.staff_sessions.living(),
    }
