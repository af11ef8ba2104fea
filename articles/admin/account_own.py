"""What members of staff see and do of their own account: password, second factor, logins."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from articles.accounts import passwords, second_factor, sessions, signals
from articles.accounts.lockout import is_shut
from articles.admin.account_forms import CodeForm
from articles.admin.office import is_key
from articles.models import Account, StaffSession

TOO_OFTEN = "原密码连续输错，20 分钟内不能再试；急需修改，请找安全管理员解除锁定。"
WRONG = "口令不对，没有办理。请输入手机上此刻显示的 6 位数字。"


@never_cache
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Ask for a new password; the user's other logins end with the old one.

    Who guesses at the old one, at a desk that was left open, is stopped as at the door.
    """
    name = request.user.get_username()
    if request.method == "POST" and is_shut(request, name):
        messages.error(request, TOO_OFTEN)
        return redirect("staff_password")
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        if form.is_bound and form.has_error("old_password", "password_incorrect"):
            user_login_failed.send(sender=__name__, credentials={"username": name}, request=request)
        reason = passwords.must_change(request.user)
        context = {"form": form, "reason": reason, "title": "修改密码", "rules": _rules()}
        return render(request, "admin/account/password.html", _framed(request, context))
    form.save()
    update_session_auth_hash(request, form.user)
    Account.objects.filter(user=form.user).update(must_change_password=False)
    ended = sessions.end_others(request, ending=StaffSession.Ending.PASSWORD)
    signals.password_changed.send(
        User, request=request, user=form.user, actor=form.user, is_temporary=False
    )
    others = f"其他 {ended} 处登录已结束。" if ended else ""
    messages.success(request, f"密码已修改。{others}")
    return redirect("admin:index")


def _rules() -> list[str]:
    rules = (
        passwords.LongEnough(), passwords.ManyKinds(), passwords.UnlikeTheName(),
        passwords.NotCommon(), passwords.NotUsedBefore(),
    )  # fmt: skip
    return [rule.get_help_text() for rule in rules]


@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show the second factor and every living login of the signed-in user."""
    user = request.user
    context = {
        "title": "我的账号",
        "device": second_factor.device_of(user),
        "codes_left": user.recovery_codes.count(),
        "is_required": second_factor.is_required(user),
        "form": CodeForm(),
        "logins": user.staff_sessions.living(),
        "this_login": request.staff_session,
        "password_set_at": user.account.password_set_at,
    }
    return render(request, "admin/account/account.html", _framed(request, context))


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End one login of one's own, or all but this one."""
    chosen = request.POST.get("login", "")
    if chosen:
        mine = request.user.staff_sessions.filter(pk=chosen if is_key(chosen) else None)
        ended = sessions.end(
            mine.exclude(pk=request.staff_session.pk), ending=StaffSession.Ending.REVOKED,
            request=request, actor=request.user,
        )  # fmt: skip
    else:
        ended = sessions.end_others(request, ending=StaffSession.Ending.REVOKED)
    messages.success(request, f"已结束 {ended} 处登录。" if ended else "没有要结束的登录。")
    return redirect("staff_account")


@never_cache
@sensitive_post_parameters()
def enrol(request: HttpRequest) -> HttpResponse:
    """Bind an authenticator app: the picture, the secret in letters, the first code."""
    if second_factor.device_of(request.user):
        return redirect("staff_account")
    if request.method == "POST" and "begin" in request.POST:
        second_factor.offer_device(request.user)
        return redirect("staff_enrol")
    form, problem = CodeForm(request.POST or None), ""
    if request.method == "POST":
        try:
            codes = _first_code(request, form)
        except second_factor.TooSoon as reason:
            problem = str(reason)
        else:
            if codes:
                return _show_codes(request, codes, title="绑定成功，请保存恢复码")
            problem = "口令不对。请确认手机时间准确，再输入此刻显示的 6 位数字。"
    return _enrol_page(request, form, problem)


def _first_code(request: HttpRequest, form: CodeForm) -> list[str] | None:
    if not form.is_valid():
        return None
    codes = second_factor.enrol(request.user, form.cleaned_data["code"], request=request)
    if codes:
        sessions.verify(request)
        sessions.end_others(request, ending=StaffSession.Ending.SECOND_FACTOR)
    return codes


def _enrol_page(request: HttpRequest, form: CodeForm, problem: str) -> HttpResponse:
    waiting = second_factor.waiting_device(request.user)
    context = {
        "title": "绑定动态口令",
        "form": form,
        "problem": problem,
        "waiting": waiting,
        "secret": second_factor.secret_words(waiting) if waiting else "",
        "is_required": second_factor.is_required(request.user),
    }
    return render(request, "admin/account/enrol.html", _framed(request, context))


@never_cache
@require_safe
def qr(request: HttpRequest) -> HttpResponse:
    """The picture of the device that waits for its first code."""
    waiting = second_factor.waiting_device(request.user)
    if waiting is None:
        raise Http404("没有等待绑定的动态口令。")
    return HttpResponse(second_factor.qr_svg(waiting), content_type="image/svg+xml")


@require_POST
@never_cache
@sensitive_post_parameters()
def codes(request: HttpRequest) -> HttpResponse:
    """Make eight new recovery codes, for whoever shows a code of the device."""
    if not _shows_code(request):
        return redirect("staff_account")
    codes = second_factor.renew_codes(request.user, request=request)
    return _show_codes(request, codes, title="新的恢复码")


@require_POST
@never_cache
@sensitive_post_parameters()
def remove(request: HttpRequest) -> HttpResponse:
    """Take the device away, for another one, from whoever shows a code of it."""
    if not _shows_code(request):
        return redirect("staff_account")
    second_factor.reset(request.user, request=request, actor=request.user)
    StaffSession.objects.filter(pk=request.staff_session.pk).update(is_verified=False)
    second_factor.offer_device(request.user)
    messages.success(request, "原来的动态口令已解除，请绑定新的手机。")
    return redirect("staff_enrol")


def _shows_code(request: HttpRequest) -> bool:
    form = CodeForm(request.POST)
    try:
        is_right = form.is_valid() and second_factor.passes(
            request.user, form.typed(), request=request
        )
    except second_factor.TooSoon as reason:
        messages.error(request, str(reason))
        return False
    if not is_right:
        messages.error(request, WRONG)
    return is_right


def _show_codes(request: HttpRequest, codes: list[str], *, title: str) -> HttpResponse:
    context: dict[str, Any] = {"title": title, "codes": codes, "today": timezone.localdate()}
    return render(request, "admin/account/codes.html", _framed(request, context))


@never_cache
def session(request: HttpRequest) -> HttpResponse:
    """Say how long the login lasts; asking does not make it last longer, POST does."""
    if not request.user.is_authenticated:
        return JsonResponse({"seconds_left": 0, "user": None})
    login = request.staff_session
    if request.method == "POST":
        sessions.renew(login)
    left = (login.expiry() - timezone.now()).total_seconds()
    return JsonResponse({"seconds_left": max(0, int(left)), "user": request.user.get_username()})


def _framed(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    return {**admin.site.each_context(request), **context}
