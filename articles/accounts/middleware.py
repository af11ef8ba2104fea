"""Tells every request who makes it."""

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.accounts.sessions import living_user


class StaffAuthentication(AuthenticationMiddleware):
    """Django's, but a login that was ended is one no longer; public pages never ask."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: living_user(request))
