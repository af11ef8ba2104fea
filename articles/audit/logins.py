"""What happens at the door: logins, locks, second factors, sessions, passwords."""

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import Signal
from django.http import HttpRequest

from articles.accounts import signals as door
from articles.audit.masking import masked_account
from articles.audit.recording import person_name, record
from articles.models import AuditEntry
from articles.models.account import folded_name

LOGIN, Action, Result = AuditEntry.Category.LOGIN, AuditEntry.Action, AuditEntry.Result
UNKNOWN = "未登录"
# signal: what it is called, and how it reads
EVENTS: dict[Signal, tuple[str, str]] = {
    door.unlocked: (Action.UNLOCK, "手工解除锁定"),
    door.second_factor_enrolled: (Action.SECOND_FACTOR, "绑定动态口令"),
    door.second_factor_reset: (Action.SECOND_FACTOR, "重置动态口令和恢复码"),
    door.recovery_code_used: (Action.SECOND_FACTOR, "用恢复码登录"),
    door.recovery_codes_renewed: (Action.SECOND_FACTOR, "重新生成恢复码"),
    door.session_revoked: (Action.END_SESSION, "结束登录会话"),
    door.password_changed: (Action.PASSWORD, "修改密码"),
}


def connect() -> None:
    """Receive the signals; called once, by ``articles.signals``."""
    user_logged_in.connect(logged_in)
    user_logged_out.connect(logged_out)
    user_login_failed.connect(login_failed)
    door.locked.connect(locked)
    for signal in EVENTS:
        signal.connect(happened)


def logged_in(sender: type, request: HttpRequest, user: User, **_: Any) -> None:
    record(LOGIN, Action.LOG_IN, target=user, actor=user, request=request)


def logged_out(sender: type, request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        record(LOGIN, Action.LOG_OUT, target=user, actor=user, request=request)


def login_failed(
    sender: type, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any
) -> None:
    """Name the account that was tried; of a name that is none's, the beginning only."""
    account = _account(credentials.get("username"))
    _refused(Action.LOG_IN, account, str(credentials.get("username") or ""), request, "未通过验证")


def locked(
    sender: type, request: HttpRequest | None, user: User | None, username: str = "", **_: Any
) -> None:
    _refused(Action.LOCK, user, username, request, "连续失败，暂停登录")


def happened(
    sender: type,
    signal: Signal,
    request: HttpRequest | None,
    user: User | None,
    actor: User | None,
    **told: Any,
) -> None:
    action, note = EVENTS[signal]
    record(
        LOGIN,
        action,
        target=user,
        actor=actor,
        request=request,
        note=f"{note}{_detail(told)}",
    )


def _refused(
    action: str, account: User | None, typed: str, request: HttpRequest | None, note: str
) -> None:
    record(
        LOGIN,
        action,
        target=account,
        name=person_name(account) or masked_account(typed),
        actor_name=UNKNOWN,
        result=Result.FAILED,
        request=request,
        note=note,
    )


def _account(username: object) -> User | None:
    """Return whose name was tried, however it was written: as the door reads it."""
    if not isinstance(username, str) or "\0" in username:
        return None
    return User.objects.filter(account__folded_name=folded_name(username)).first()


def _detail(told: dict[str, Any]) -> str:
    if told.get("is_temporary"):
        return "：他人代设，下次登录须自行修改"
    if reason := told.get("reason"):
        return f"：{getattr(reason, 'label', reason)}"
    return f"：还剩 {told['remaining']} 个恢复码" if "remaining" in told else ""
