"""The pages of the door, drawn without asking the database anything."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from articles.admin import account_kept
from articles.admin.account_forms import PasswordForm
from articles.admin.account_kept import Kept

ENDED = "登录已超时，您的内容已保留"


@never_cache
def show_login(
    request: HttpRequest,
    *,
    form: PasswordForm | None = None,
    title: str = "登录",
    notice: str = "",
    problem: str = "",
    kept: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the password page, with what was typed into another form if there is such."""
    waiting = account_kept.read(kept) if kept else None
    if waiting is not None and title == "登录":
        title = ENDED
    context = {
        **frame(request),
        "title": title,
        "form": form or PasswordForm(),
        "notice": notice,
        "problem": problem,
        "kept": kept if waiting else "",
        "waiting": waiting,
        "next": safe_next(request),
    }
    return render(request, "admin/login.html", context, status=status)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what the page's head needs; nothing that asks the database."""
    site = admin.site
    return {
        "site_title": site.site_title,
        "site_header": site.site_header,
        "site_url": site.site_url,
        "has_permission": site.has_permission(request),
        "is_nav_sidebar_enabled": False,
    }


def safe_next(request: HttpRequest) -> str:
    """Return where to go after the login: a page of the admin, never another site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    home = reverse("admin:index")
    is_safe = wanted.startswith(home) and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_safe else home


@never_cache
def continue_page(
    request: HttpRequest, kept: Kept, *, duty: tuple[str, str] | None = None, notice: str = ""
) -> HttpResponse:
    """Offer the kept form to its author, with one button; tell anybody else that it is gone."""
    is_owner = kept.owner == request.user.pk
    context = {
        **admin.site.each_context(request),
        "title": "继续保存" if is_owner else "内容没有保存",
        "kept": kept if is_owner else None,
        "had_files": kept.had_files,
        "duty": duty,
        "notice": notice,
    }
    return render(request, "admin/account/continue.html", context)
