"""Floor 2: a short letter to colleagues that something waits in the admin.

Unpublished content does not leave the house: no title, no text, no reason stands in it.
Letters are written into a table with what they tell of; ``send_due`` sends them, from ``tick``,
so that nobody who works at the desk waits for the mail server.
"""

import logging
from collections.abc import Collection
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone

from articles.models import Letter, SiteIdentity

log = logging.getLogger(__name__)
AT_ONCE = 50
FIRST_RETRY = timedelta(minutes=2)
# What is told so late stands in the admin for long; a wrong address would be tried for ever.
KEPT = timedelta(days=2)


class MailServerDown(Exception):
    """No letter could be sent; they wait for their next time."""


def write_to(people: Collection[int], *, subject: str, text: str = "") -> None:
    """Write to *people*, in the caller's transaction; nothing where no mail is configured."""
    if not (settings.MAILS_NOTIFICATIONS and people):
        return
    members = get_user_model().objects.filter(pk__in=people, is_active=True).exclude(email="")
    Letter.objects.bulk_create(
        Letter(recipient=member, subject=subject, text=text) for member in members.order_by("pk")
    )


def send_due() -> int:
    """Send the letters whose time has come, the oldest first; return how many went.

    Each is sent at least once: taken before, deleted after. Raises MailServerDown when the
    server does not answer; then no letter was taken.
    """
    now = timezone.now()
    Letter.objects.filter(created__lt=now - KEPT).delete()
    due = Letter.objects.filter(due_at__lte=now).order_by("due_at", "pk")
    letters = list(due.select_related("recipient")[:AT_ONCE])
    if not letters:
        return 0
    connection = _open()
    try:
        return sum(_send(letter, connection) for letter in letters)
    finally:
        connection.close()


def _open() -> BaseEmailBackend:
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        raise MailServerDown(f"邮件服务器没有应答：{type(error).__name__}") from error
    return connection


def _send(letter: Letter, connection: BaseEmailBackend) -> bool:
    """Send one letter that nobody else has taken; return whether it went."""
    next_time = timezone.now() + FIRST_RETRY * 2 ** min(letter.attempts, 8)
    mine = Letter.objects.filter(pk=letter.pk, due_at=letter.due_at)
    if not mine.update(due_at=next_time, attempts=F("attempts") + 1):
        return False
    recipient = letter.recipient
    if recipient.is_active and recipient.email:
        message = EmailMessage(
            letter.subject, _body(letter), to=[recipient.email], connection=connection
        )
        try:
            message.send()
        except SMTPRecipientsRefused:
            log.warning("the mail server refuses the address of account %d", recipient.pk)
        except OSError as error:
            raise MailServerDown(f"邮件没有寄出：{type(error).__name__}") from error
    Letter.objects.filter(pk=letter.pk).delete()
    return True


def _body(letter: Letter) -> str:
    site = SiteIdentity.objects.first()
    domain = site.domain if site else ""
    where = f"：https://{domain}/admin/" if domain else "。"
    return "\n\n".join(
        [
            f"{letter.subject}。",
            *([letter.text] if letter.text else []),
            f"请登录信息发布后台查看{where}",
            "这是系统自动发出的通知，不含稿件内容，请不要回复。",
        ]
    )
