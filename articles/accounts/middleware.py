"""Tells every request who makes it."""

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from articles.accounts.duties import duty_of
from articles.accounts.sessions import living_user


class StaffAuthentication(AuthenticationMiddleware):
    """Django's, but a login that was ended is one no longer; public pages never ask."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: admitted(request))


def admitted(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    """Return who is signed in; outside the admin, only who has done what must be done first.

    Within it a middleware leads there (``articles.admin.account_gate``).
    """
    user = living_user(request)
    if not user.is_authenticated or request.path_info.startswith(reverse("admin:index")):
        return user
    return AnonymousUser() if duty_of(user, request.staff_session) else user
