"""What stands between signing in and the pages of the admin."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles.accounts import sessions
from articles.accounts.duties import Duty, duty_of
from articles.admin.account_kept import keep, read
from articles.admin.account_pages import ENDED, continue_page, show_login
from articles.public import errors

CHANGED = "登录状态变过，您的内容已保留。请再点一次“继续保存”。"
SIGN_IN = "请用原来的账号在这里重新登录，然后点“继续保存”。请不要关闭这个页面。"

# Open to everybody: the way in, the way out, and what says how much time is left.
OPEN = {"staff_login", "staff_code", "staff_session", "logout", "jsi18n"}
# Where each duty is done, and what is open meanwhile.
PAGES = {Duty.PASSWORD: ("staff_password",), Duty.SECOND_FACTOR: ("staff_enrol", "staff_qr")}


class Gate:
    """Leads staff to what they must do first, and loses no form that came too late."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        """Answer in place of the view where it must not be reached yet."""
        name = request.resolver_match.url_name
        if name in OPEN or not request.path_info.startswith(reverse("admin:index")):
            return None
        if not request.user.is_authenticated:
            return ended_page(request) if request.method == "POST" else None
        # What a script asks in the background is no use of the login; session.js tells of typing.
        if not _is_script(request):
            sessions.touch(request.staff_session)
        duty = duty_of(request.user, request.staff_session)
        if duty is None or name in PAGES[duty]:
            return None
        page = reverse(PAGES[duty][0])
        kept = read(keep(request)) if request.method == "POST" else None
        if kept is not None:
            return continue_page(request, kept, duty=(page, duty.value))
        return redirect(page)


def ended_page(request: HttpRequest) -> HttpResponse | None:
    """Answer a form whose sender is signed in no more; None when there is nothing to keep."""
    if _is_script(request):
        return JsonResponse({"error": "登录已超时，请重新登录。"}, status=401)
    kept = keep(request)
    if not kept:
        return None
    return show_login(request, kept=kept, title=ENDED, notice=SIGN_IN, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403; but a form of our own whose login has changed meanwhile loses nothing.

    Only a page of this site gets so far: what another site sends in is refused as ever.
    """
    if not (request.path_info.startswith(reverse("admin:index")) and _is_our_own(request)):
        return errors.csrf_failure(request, reason)
    if request.path_info in (reverse("staff_login"), reverse("staff_code")):
        notice = "登录页打开得太久，请再登录一次。"
        return show_login(request, kept=request.POST.get("kept", ""), notice=notice, status=403)
    if not request.user.is_authenticated:
        return ended_page(request) or errors.csrf_failure(request, reason)
    kept = read(keep(request))
    if kept is None:
        return errors.csrf_failure(request, reason)
    page = continue_page(request, kept, notice=CHANGED)
    page.status_code = 403
    return page


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Sec-Fetch-Dest") == "empty"


def _is_our_own(request: HttpRequest) -> bool:
    if request.headers.get("Sec-Fetch-Site"):
        return request.headers["Sec-Fetch-Site"] == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
