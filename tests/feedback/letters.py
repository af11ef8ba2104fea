"""What readers send, shared by the tests of the folder."""

import html
import re
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from django.core import signing
from django.http import HttpResponse
from django.test import Client

from articles.feedback import Message, perform, receive
from articles.models import Feedback
from articles.public.feedback_form import new_stamp

MINUTE = timedelta(minutes=1)
FORM = "/feedback/"
SECRETS = {"contact_name": "古丽娜尔", "contact": "139-9090-1234"}


def a_minute_later() -> Any:
    """Move the clock of the stamps on, for a ``with`` block."""
    return patch.object(signing.time, "time", return_value=signing.time.time() + 60)


def a_stamp(*, age: timedelta = MINUTE) -> str:
    """Return the stamp of a form that was opened some time ago."""
    opened = signing.time.time() - age.total_seconds()
    with patch.object(signing.time, "time", return_value=opened):
        return new_stamp()


def letter(*, age: timedelta = MINUTE, **fields: Any) -> dict[str, Any]:
    """Return what the form posts when nothing is wrong with it."""
    return {
        "kind": "correction",
        "text": "第二段的年份写错了。",
        "stamp": a_stamp(age=age),
        **fields,
    }


def send(client: Client, **fields: Any) -> HttpResponse:
    return client.post(FORM, letter(**fields))


def shown(response: HttpResponse) -> str:
    """Return the words of a page, without its markup."""
    return html.unescape(re.sub(r"<[^>]+>", "", response.content.decode()))


def a_message(**fields: Any) -> Feedback:
    """Return a message that has come in."""
    defaults = {"kind": "correction", "text": "第二段的年份写错了。"}
    return receive(
        Message(**{**defaults, **fields}),
        key=a_stamp(),
        address=f"198.51.100.{Feedback.objects.count()}",
    )


def an_answered(actor: Any, **fields: Any) -> Feedback:
    return perform("answer", a_message(**fields), actor=actor, reply="已经改正，谢谢。")
