"""Floor 4: what editors see: one ModelAdmin a file; its buttons call ``workflow``."""

from . import (
    article,
    audit_entry,
    calendar_day,
    channel,
    delegation,
    enterprise,
    feedback,
    home_figure,
    house_term,
    notification,
    official,
    photo_caption,
    site_identity,
    tag,
    user,
    workflow_step,
)

__all__ = [
    "article",
    "audit_entry",
    "calendar_day",
    "channel",
    "delegation",
    "enterprise",
    "feedback",
    "home_figure",
    "house_term",
    "notification",
    "official",
    "photo_caption",
    "site_identity",
    "tag",
    "user",
    "workflow_step",
]
