"""What follows from Django's own signals about accounts."""

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_save
from django.http import HttpRequest

from articles.accounts import sessions
from articles.models import Account, StaffSession
from articles.models.account import folded_name


def connect() -> None:
    """Receive them; called once, when the applications are ready."""
    post_save.connect(follow_account, sender=User)
    user_logged_in.connect(follow_login)
    user_logged_out.connect(follow_logout)


def follow_account(
    sender: type, instance: User, update_fields: frozenset[str] | None = None, **_: Any
) -> None:
    """Keep the folded name beside the account; two that read the same cannot both be."""
    if update_fields is not None and "username" not in update_fields:
        return
    name = folded_name(instance.username)
    account, is_new = Account.objects.get_or_create(user=instance, defaults={"folded_name": name})
    if not is_new and account.folded_name != name:
        account.folded_name = name
        account.save(update_fields=["folded_name"])


def follow_login(sender: type, request: HttpRequest, user: User, **_: Any) -> None:
    follow_account(sender, user)  # who was made in bulk has no account yet
    sessions.begin(request, user)


def follow_logout(sender: type, request: HttpRequest, user: User | None, **_: Any) -> None:
    session = getattr(request, "staff_session", None)
    if session is not None:
        ended = StaffSession.objects.filter(pk=session.pk)
        sessions.end(ended, ending=sessions.Ending.LOGOUT, request=request, actor=user)
