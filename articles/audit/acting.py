"""Who acts at this moment: told once by the middleware, asked only when something is recorded."""

import secrets
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.http import HttpRequest, HttpResponse

from articles.models.append_only import SYSTEM

COMMANDS = ("manage.py", "django-admin")


@dataclass(frozen=True)
class Wording:
    """What changes are called while they are made, instead of 修改."""

    action: str
    note: str = ""


@dataclass
class Loading:
    """What a fixture has brought so far: new rows by model and key."""

    rows: Counter = field(default_factory=Counter)
    keys: set[tuple[type, object]] = field(default_factory=set)

    def add(self, row: models.Model) -> None:
        self.rows[type(row)] += 1
        self.keys.add((type(row), row.pk))

    def brought(self, row: models.Model) -> bool:
        """Whether *row* is one of the new ones, whose links belong to it."""
        return (type(row), row.pk) in self.keys


_request: ContextVar[HttpRequest | None] = ContextVar("audit_request", default=None)
_wording: ContextVar[Wording | None] = ContextVar("audit_wording", default=None)
_loading: ContextVar[Loading | None] = ContextVar("audit_loading", default=None)


def audited(get_response: Callable) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: remember the request. It reads nothing of it, so public pages pay nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = _request.set(request)
        try:
            return get_response(request)
        finally:
            _request.reset(token)

    return middleware


@contextmanager
def worded(action: str, note: str = "") -> Iterator[None]:
    """Record changes inside the block as *action* with *note*."""
    token = _wording.set(Wording(action, note))
    try:
        yield
    finally:
        _wording.reset(token)


@contextmanager
def loading() -> Iterator[Loading]:
    """Count the new rows that a fixture brings inside the block instead of recording each."""
    counted = Loading()
    token = _loading.set(counted)
    try:
        yield counted
    finally:
        _loading.reset(token)


def current_request() -> HttpRequest | None:
    return _request.get()


def current_wording() -> Wording | None:
    return _wording.get()


def current_loading() -> Loading | None:
    return _loading.get()


def user_of(request: HttpRequest | None) -> AbstractBaseUser | None:
    """Return who is signed in, or None."""
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def act_of(request: HttpRequest | None) -> str:
    """Return the mark that everything done by one request shares."""
    if request is None:
        return secrets.token_hex(8)
    if not hasattr(request, "audit_act"):
        request.audit_act = secrets.token_hex(8)
    return request.audit_act


def system_name() -> str:
    """Return 系统, with the name of the command that runs."""
    if Path(sys.argv[0]).name in COMMANDS and len(sys.argv) > 1:
        return f"{SYSTEM}（{sys.argv[1]}）"
    return SYSTEM
