"""What was posted after the login had ended is kept until its author has signed in again (P4).

The server keeps nothing: the fields travel, signed, in the page, and go back with the form.
Only whoever was signed in on that browser last gets them saved; passwords are never kept.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import FieldDoesNotExist, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

OWNER_COOKIE, OWNER_DAYS = "staff_owner", 7
KEPT_FOR = 24 * 60 * 60
SALT, OWNER_SALT = "articles.kept", "articles.owner"
NEVER_KEPT = ("csrfmiddlewaretoken", "password", "token")
TECHNICAL = (
    "_FORMS",
    "seen_",
    "initial-",
    "__prefix__",
    "copy",
    "pick",
    "merge_",
    "-id",
    "-article",
    "-kind",
    "-position",
    "_save",
    "_continue",
    "_addanother",
)


@dataclass(frozen=True)
class Kept:
    """A form that could not be taken: where it was sent, whose it is, what was in it."""

    path: str
    owner: int | None
    fields: list[tuple[str, str]]
    had_files: bool

    def readable(self) -> list[tuple[str, str]]:
        """Return (label, text) of what a person typed, to be looked at and copied."""
        parts = urlsplit(self.path).path.strip("/").split("/")
        model = apps.all_models.get(parts[1], {}).get(parts[2]) if len(parts) > 2 else None
        return [
            (_label(model, name), text)
            for name, text in self.fields
            if text.strip() and not any(part in name for part in TECHNICAL)
        ]


def _label(model: Any, name: str) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name) if model else name
    except FieldDoesNotExist:
        row, _, column = name.rpartition("-")
        number = row.rpartition("-")[2]
        return f"{_column(column)}（第 {int(number) + 1} 行）" if number.isdecimal() else name


def _column(name: str) -> str:
    for model in apps.get_app_config("articles").get_models():
        if any(field.name == name for field in model._meta.fields):
            return str(model._meta.get_field(name).verbose_name)
    return name


def remember_owner(response: HttpResponse, request: HttpRequest, user: User) -> None:
    """Note on the browser who signed in, so that a form left open is given to nobody else."""
    response.set_cookie(
        OWNER_COOKIE, signing.dumps(user.pk, salt=OWNER_SALT), max_age=OWNER_DAYS * 86_400,
        path=reverse("admin:index"), secure=request.is_secure(), httponly=True, samesite="Lax",
    )  # fmt: skip


def owner_of(request: HttpRequest) -> int | None:
    """Return the key of whoever signed in on this browser last."""
    if request.user.is_authenticated:
        return request.user.pk
    try:
        said = request.COOKIES.get(OWNER_COOKIE, "")
        return signing.loads(said, salt=OWNER_SALT, max_age=OWNER_DAYS * 86_400)
    except signing.BadSignature:
        return None


def keep(request: HttpRequest) -> str:
    """Return the posted form, signed; "" when nothing in it was worth keeping."""
    try:
        posted, files = request.POST, request.FILES
    except RequestDataTooBig:
        return ""
    fields = [
        (name, text)
        for name, texts in posted.lists()
        for text in texts
        if not any(word in name for word in NEVER_KEPT)
    ]
    if not any(text.strip() for _, text in fields):
        return ""
    said = [request.get_full_path(), owner_of(request), fields, bool(files)]
    return signing.dumps(said, salt=SALT, compress=True)


def read(kept: str) -> Kept | None:
    """Return the form that ``keep`` signed within the last day; None for anything else."""
    try:
        path, owner, fields, had_files = signing.loads(kept, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    return Kept(path, owner, [(name, text) for name, text in fields], had_files)
