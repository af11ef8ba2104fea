"""The editor's word on an address: it is right as it is now, or it is to be looked at again."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from articles.audit import Action, Category, record
from articles.models import LinkCheck

Result = LinkCheck.Result
ACCEPTABLE = (Result.CHANGED, Result.MOVED)


class NotAccepted(Exception):
    """Nothing was changed; the message says why, in Chinese."""


def accept(key: int, *, seen: datetime | None, actor: AbstractBaseUser) -> LinkCheck:
    """Take what was found when the page of the link was shown (*seen*) as what is meant."""
    with transaction.atomic():
        link = LinkCheck.objects.select_for_update().get(pk=key)
        if link.result not in ACCEPTABLE:
            raise NotAccepted("这个网址现在没有要确认的。")
        if link.checked_at != seen:
            raise NotAccepted("您打开之后系统又查过一次，请看过新的结果再确认。")
        changes = {
            name: [getattr(link, f"accepted_{name}"), getattr(link, f"{_seen(name)}")]
            for name in ("address", "domain", "title", "organisation")
        }
        for name, (_, new) in changes.items():
            setattr(link, f"accepted_{name}", new)
        link.accepted_by, link.accepted_at = actor, timezone.now()
        link.result, link.detail = Result.OK, ""
        link.save()
        record(
            Category.CONTENT,
            Action.CHANGE,
            target=link,
            note="确认网址的去向无误",
            changes={
                f"accepted_{name}": pair for name, pair in changes.items() if pair[0] != pair[1]
            },
            actor=actor,
        )
    return link


def check_again(key: int) -> None:
    """Let the next tick look at the address first."""
    LinkCheck.objects.filter(pk=key).update(due_at=timezone.now())


def _seen(name: str) -> str:
    return "final_address" if name == "address" else name
