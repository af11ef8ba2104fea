"""The way in: a page for the password, and one for the code of those who have a device.

Every refusal of the first page is the same sentence, and takes the same time, whether the
name is unknown, the password wrong or the account deactivated (ADR 0011).
"""

import time

from django.contrib import admin, auth
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from articles.accounts import second_factor, sessions
from articles.accounts.lockout import is_shut
from articles.admin import account_kept
from articles.admin.account_forms import CodeForm, PasswordForm
from articles.admin.account_pages import continue_page, frame, safe_next, show_login

REFUSED = (
    "用户名或密码不对，或者这个账号现在不能登录。连续输错 5 次后，20 分钟内输对了也不能登录；"
    "忘了密码或急需登录，请找系统管理员或安全管理员。"
)
WRONG_CODE = "口令不对。请输入手机上此刻显示的 6 位数字；每个口令、每个恢复码只能用一次。"
PENDING, PENDING_SECONDS = "waits_for_code", 10 * 60
SHUT = 429
BACKEND = "articles.accounts.backend.OfficeBackend"


@never_cache
@sensitive_post_parameters()
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The password page; GET shows it, POST checks."""
    if request.method != "POST":
        if admin.site.has_permission(request):
            return redirect(safe_next(request))
        return show_login(request)
    form = PasswordForm(request.POST)
    user = _known(request, form)
    if user is None:
        is_locked = getattr(request, "axes_locked_out", False)
        return _refuse(request, form, status=SHUT if is_locked else 200)
    if second_factor.device_of(user) is None:
        return _enter(request, user)
    request.session.cycle_key()
    request.session[PENDING] = {
        "user": user.pk, "hash": user.get_session_auth_hash(), "at": int(time.time()),
        "next": safe_next(request),
    }  # fmt: skip
    if _wants_json(request):
        return _say(request, "code")
    if request.POST.get("kept"):
        return _ask_code(request, CodeForm())
    return redirect("staff_code")


def _known(request: HttpRequest, form: PasswordForm) -> User | None:
    if not form.is_valid():
        return None
    user = auth.authenticate(request, **form.cleaned_data)
    # Others may have failed while this password was hashed: then it came too late.
    if user is not None and is_shut(request, form.cleaned_data["username"]):
        request.axes_locked_out = True
        return None
    return user


@never_cache
@sensitive_post_parameters()
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second page, for whoever has just given the right password."""
    user = _pending(request)
    if user is None:
        notice = "登录没有完成，请重新输入用户名和密码。"
        if _wants_json(request):
            return _say(request, "refused", message=notice)
        return show_login(request, notice=notice, kept=request.POST.get("kept", ""))
    if request.method != "POST":
        return _ask_code(request, CodeForm())
    form = CodeForm(request.POST)
    try:
        is_right = _passes(request, form, user)
    except second_factor.TooSoon as reason:
        return _ask_code(request, form, problem=str(reason))
    if is_right:
        return _enter(request, user, is_verified=True)
    if is_shut(request, user.get_username()):
        del request.session[PENDING]
        return _refuse(request, PasswordForm(), status=SHUT)
    return _ask_code(request, form, problem=WRONG_CODE)


def _passes(request: HttpRequest, form: CodeForm, user: User) -> bool:
    if is_shut(request, user.get_username()) or not form.is_valid() or not form.typed():
        return False
    if second_factor.passes(user, form.typed(), request=request):
        return True
    credentials = {"username": user.get_username(), "second_factor": "wrong"}
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)
    return False


def _pending(request: HttpRequest) -> User | None:
    """Return who waits for the code; nobody after ten minutes, or after a new password."""
    waiting = request.session.get(PENDING)
    if not waiting or time.time() - waiting["at"] > PENDING_SECONDS:
        return None
    user = User.objects.filter(pk=waiting["user"], is_active=True, is_staff=True).first()
    return user if user and user.get_session_auth_hash() == waiting["hash"] else None


def _enter(request: HttpRequest, user: User, *, is_verified: bool = False) -> HttpResponse:
    waiting = request.session.pop(PENDING, None) or {}
    if request.user.is_authenticated:
        auth.logout(request)
    auth.login(request, user, backend=BACKEND)
    if is_verified:
        sessions.verify(request)
    elif second_factor.is_required(user):
        second_factor.offer_device(user)
    kept = account_kept.read(request.POST.get("kept", ""))
    if _wants_json(request):
        answer = _say(request, "in")
    elif kept is not None:
        answer = continue_page(request, kept)
    else:
        answer = HttpResponseRedirect(waiting.get("next") or safe_next(request))
    account_kept.remember_owner(answer, request, user)
    return answer


def _refuse(request: HttpRequest, form: PasswordForm, *, status: int) -> HttpResponse:
    if _wants_json(request):
        return _say(request, "refused", message=REFUSED, status=status)
    kept = request.POST.get("kept", "")
    return show_login(request, form=form, problem=REFUSED, kept=kept, status=status)


def _ask_code(request: HttpRequest, form: CodeForm, *, problem: str = "") -> HttpResponse:
    if _wants_json(request):
        return _say(request, "code", message=problem)
    kept = request.POST.get("kept", "")
    context = {
        **frame(request), "title": "动态口令", "form": form, "problem": problem,
        "kept": kept, "is_recovery": bool(form.data.get("recovery_code")),
    }  # fmt: skip
    return render(request, "admin/account/code.html", context)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _say(request: HttpRequest, state: str, *, message: str = "", status: int = 200) -> HttpResponse:
    said = {"state": state, "message": message, "csrf": get_token(request)}
    return JsonResponse(said, status=status)
