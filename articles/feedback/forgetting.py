"""Personal data go when they are no longer needed, whether or not anybody thinks of it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.feedback.handling import forget_contact
from articles.models import Feedback, FeedbackStep
from articles.models.append_only import record

KEPT_DAYS = 30


def forget_contacts() -> int:
    """Delete the contacts of what was settled ``KEPT_DAYS`` days ago; return how many."""
    limit = timezone.now() - timedelta(days=KEPT_DAYS)
    with transaction.atomic():
        rows = list(
            Feedback.objects.select_for_update()
            .filter(closed_at__lte=limit)
            .exclude(Q(contact="") & Q(contact_name=""))
            .order_by("pk")
        )
        for feedback in rows:
            forget_contact(feedback)
            feedback.save()
            record(feedback.steps, actor=None, action=FeedbackStep.Action.FORGET)
    return len(rows)
