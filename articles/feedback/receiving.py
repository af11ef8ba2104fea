"""How a reader's message comes in: once, with a receipt nobody can guess."""

import hashlib
import json
import secrets
import unicodedata
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from articles.feedback import limiting
from articles.feedback.deadlines import due_on
from articles.models import Article, Feedback, FeedbackStep

# Nothing that is misread: neither 0, 1, I, L, O, nor the letters that look like 2, 5 and 8.
SYMBOLS = "23456789ACDEFGHJKMNPQRTUVWXY"
MISREAD = str.maketrans("BSZ", "852")
RANDOM_SYMBOLS = 8
MOST_TRIES = 3


@dataclass(frozen=True)
class Message:
    """What a reader sends, cleaned and checked by the form."""

    kind: str
    text: str
    article: Article | None = None
    sentence: str = ""
    contact_name: str = ""
    contact: str = ""
    may_publish: bool = False


def receive(message: Message, *, key: str, address: str) -> Feedback:
    """Store *message* and return the row; the same message with the same *key* is one row.

    ``key`` is the secret of the form that was sent, so that a double click or a reload
    finds the first row again. Raises TooMany when *address* has sent enough for now.
    """
    submission = _submission(message, key)
    with transaction.atomic():
        limiting.one_at_a_time(address)
        known = Feedback.objects.filter(submission=submission).first()
        if known is not None:
            return known
        limiting.check(address)
        row, is_new = _insert(message, submission)
        if is_new:
            limiting.note(address)
            FeedbackStep.objects.create(
                feedback=row, number=1, action=FeedbackStep.Action.RECEIVE, at=row.received_at
            )
    return row


def read_receipt(typed: str) -> str:
    """Return the receipt as it was given out; forgiving about case, width, blanks and look-alikes.

    >>> read_receipt(" ２０２６１１２０ 7k3m9qzx ")
    '20261120-7K3M9Q2X'
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    kept = "".join(sign for sign in plain if sign.isascii() and sign.isalnum())
    return f"{kept[:8]}-{kept[8:].translate(MISREAD)}"


def _submission(message: Message, key: str) -> str:
    """Return the message's name; without the key, which is not kept, it tells nothing."""
    article = message.article.public_id if message.article else ""
    said = {**vars(message), "article": article, "key": key}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _insert(message: Message, submission: str) -> tuple[Feedback, bool]:
    """Insert unless the submission is there; (row, whether it is new).

    A conflict is passed over, not raised: PostgreSQL writes the failing statement, and with
    it the contact, into its log.
    """
    now = timezone.now()
    for _ in range(MOST_TRIES):
        row = Feedback(
            **vars(message),
            receipt=_new_receipt(),
            submission=submission,
            received_at=now,
            due_on=due_on(timezone.localdate(now)),
        )
        Feedback.objects.bulk_create([row], ignore_conflicts=True)
        stored = Feedback.objects.filter(submission=submission).first()
        if stored is not None:
            return stored, stored.receipt == row.receipt
    raise AssertionError("three receipts in a row were taken")


def _new_receipt() -> str:
    """Return the day and eight random symbols: 28 ** 8, some 378 thousand million a day."""
    random = "".join(secrets.choice(SYMBOLS) for _ in range(RANDOM_SYMBOLS))
    return f"{timezone.localdate():%Y%m%d}-{random}"
