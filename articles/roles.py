"""Floor 2: the staff roles, as groups with their first rights, and who may work where.

Every right is given to its role once, when the right is new, after a ``migrate``; what the
office takes away or adds afterwards stays as the office left it.
"""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, Group, Permission
from django.db import connection

from articles.models import AuditEntry, Channel, GrantedRight

# 三员分立: who is audited does not read the trail, who makes accounts gives them no roles.
AUDITOR, KEEPER, GUARD = "审计员", "系统管理员", "安全管理员"

RECORDS = ("official", "post", "enterprise", "tag")
EDITED_WITH_ARTICLE = ("photocaption", "relatedlink")
ALL = ("view", "add", "change", "delete")

# What everybody sees who takes part in the work on articles.
_SEEN = {
    **dict.fromkeys(("article", *EDITED_WITH_ARTICLE, *RECORDS, "channel"), ("view",)),
    **dict.fromkeys(
        ("workflowstep", "secrecyreview", "articleversion", "houseterm", "waiver"), ("view",)
    ),
}
_SIGNS = {"delegation": ("view", "add", "change")}

# role: {model: actions}
ROLES: dict[str, dict[str, tuple[str, ...]]] = {
    "采编": {
        **_SEEN,
        "article": ALL,
        **dict.fromkeys(EDITED_WITH_ARTICLE, ALL),
        **dict.fromkeys(RECORDS, ("view", "add", "change")),
        "homefigure": ALL,
        "linkcheck": ("view", "accept"),
        "feedback": ("view", "handle"),
        "calendarday": ALL,
    },
    "一审": {**_SEEN, **_SIGNS, "article": ("view", "review_first")},
    "二审": {**_SEEN, **_SIGNS, "article": ("view", "review_second")},
    "三审": {
        **_SEEN,
        **_SIGNS,
        "tag": ("view", "merge"),
        "houseterm": ALL,
        "storedpicture": ("view", "delete"),
        "article": ("view", "review_third", "publish", "publish_urgently", "withdraw"),
        "homefigure": ALL,
        "linkcheck": ("view", "accept"),
        "feedback": ("view", "handle", "publish"),
        "calendarday": ("view",),
    },
    "保密审查员": {**_SEEN, **_SIGNS, "article": ("view", "review_secrecy")},
    "系统管理员": {
        "channel": ALL,
        "siteidentity": ("view", "add", "change"),
        "user": ("view", "add", "change"),
        "group": ("view",),
    },
    "安全管理员": {
        "user": ("view", "change"),
        "group": ("view",),
        "delegation": ("view", "add", "change"),
        "account": ("assign", "secure"),
    },
    "审计员": {"auditentry": ("view",)},
}


def ensure_roles(**_: Any) -> None:
    """Make the roles that are missing and give each the rights it was never given."""
    needed = {GrantedRight._meta.db_table, AuditEntry._meta.db_table}
    if not needed.issubset(connection.introspection.table_names()):
        return  # migrated back to before them
    known = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role, rights in ROLES.items():
        group, _is_new = Group.objects.get_or_create(name=role)
        given = set(GrantedRight.objects.filter(group=group).values_list("right", flat=True))
        wanted = {
            f"{app}.{codename}": permission
            for (app, codename), permission in known.items()
            if app in ("articles", "auth") and codename in _codenames(rights)
        }
        new = wanted.keys() - given
        group.permissions.add(*(wanted[right] for right in new))
        GrantedRight.objects.bulk_create(GrantedRight(group=group, right=right) for right in new)


def _codenames(rights: dict[str, tuple[str, ...]]) -> set[str]:
    return {f"{action}_{model}" for model, actions in rights.items() for action in actions}


def not_together(roles: set[str]) -> str:
    """Return in Chinese why nobody has all of *roles*; "" when somebody may."""
    if AUDITOR in roles and len(roles) > 1:
        return f"{AUDITOR}不能兼任其他角色：审计记录由不办业务、不管系统的同志看。"
    if {KEEPER, GUARD} <= roles:
        return f"{KEEPER}和{GUARD}不能由同一位同志兼任。"
    return ""


def may_work_in(user: AbstractBaseUser, channel: Channel | None) -> bool:
    """Whether *user* may write and sign in *channel*.

    Who is assigned to channels is held to them, a superuser too; who is assigned to none is not.
    """
    assigned = {own.pk for own in user.channels.all()}  # from a prefetch, where there is one
    return not assigned or channel is None or channel.pk in assigned
