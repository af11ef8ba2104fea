"""Floor 2: a short letter to colleagues that something waits in the admin.

Unpublished content does not leave the house: no title, no text, no reason stands in it.
"""

import logging
from collections.abc import Collection
from functools import partial

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from articles.models import SiteIdentity

log = logging.getLogger(__name__)


def mail_on_commit(people: Collection[int], *, subject: str) -> None:
    """Write to *people* once the transaction is through; nothing where no mail is configured.

    A failure is logged and breaks nothing: what the letter tells of stands in the admin.
    """
    if settings.MAILS_NOTIFICATIONS and people:
        transaction.on_commit(partial(_send, sorted(people), subject), robust=True)


def _send(people: list[int], subject: str) -> None:
    members = get_user_model().objects.filter(pk__in=people, is_active=True).exclude(email="")
    site = SiteIdentity.objects.first()
    domain = site.domain if site else ""
    body = "\n\n".join(
        [
            f"{subject}。",
            f"请登录信息发布后台查看：https://{domain}/admin/"
            if domain
            else "请登录信息发布后台查看。",
            "这是系统自动发出的通知，不含稿件内容，请不要回复。",
        ]
    )
    letters = [EmailMessage(subject, body, to=[member.email]) for member in members]
    try:
        get_connection().send_messages(letters)
    except OSError:
        log.exception("%d letters were not sent", len(letters))
