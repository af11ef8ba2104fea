"""Floor 2: the staff roles, as groups with their first rights.

A group is filled when it is made and never again, so that the office's own changes stay.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

RECORDS = ("official", "post", "enterprise", "tag")
EDITED_WITH_ARTICLE = ("photocaption", "relatedlink")
ALL = ("view", "add", "change", "delete")

# role: {model: actions}
ROLES: dict[str, dict[str, tuple[str, ...]]] = {
    "采编": {
        "article": ALL,
        **dict.fromkeys(EDITED_WITH_ARTICLE, ALL),
        **dict.fromkeys(RECORDS, ("view", "add", "change")),
        "homefigure": ALL,
        "channel": ("view",),
        "workflowstep": ("view",),
        "feedback": ("view", "handle"),
        "calendarday": ALL,
    },
    "三审": {
        "article": ("view", "publish", "withdraw"),
        "homefigure": ALL,
        **dict.fromkeys((*EDITED_WITH_ARTICLE, *RECORDS), ("view",)),
        "channel": ("view",),
        "workflowstep": ("view",),
        "feedback": ("view", "handle", "publish"),
        "calendarday": ("view",),
    },
    "系统管理员": {
        "channel": ALL,
        "siteidentity": ("view", "add", "change"),
        "user": ("view", "add", "change"),
        "group": ("view",),
    },
}


def ensure_roles(**_: Any) -> None:
    """Make the groups that are missing; run after every ``migrate``."""
    for role, rights in ROLES.items():
        group, is_new = Group.objects.get_or_create(name=role)
        if is_new:
            group.permissions.set(_permissions(rights))


def _permissions(rights: dict[str, tuple[str, ...]]) -> list[Permission]:
    wanted = Q(pk__in=[])
    for model, actions in rights.items():
        wanted |= Q(
            content_type__app_label__in=["articles", "auth"],
            content_type__model=model,
            codename__in=[f"{action}_{model}" for action in actions],
        )
    return list(Permission.objects.filter(wanted))
