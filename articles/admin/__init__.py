"""Floor 4: what editors see: one ModelAdmin a file; its buttons call ``workflow``."""

from . import (
    article,
    channel,
    enterprise,
    official,
    photo_caption,
    site_identity,
    tag,
    user,
    workflow_step,
)

__all__ = [
    "article",
    "channel",
    "enterprise",
    "official",
    "photo_caption",
    "site_identity",
    "tag",
    "user",
    "workflow_step",
]
