"""System checks: a misconfiguration dies at the start, with an id and a hint."""

import re
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError

from articles.models import SiteIdentity
from articles.models.site_identity import SITE_CODE


@register(Tags.database)
def site_identity_is_complete(databases: list[str] | None, **_: Any) -> list[CheckMessage]:
    """T-META-02: in production the site identity is real and carries a well-formed site code."""
    if settings.DEBUG or not databases:
        return []
    try:
        identity = SiteIdentity.objects.first()
    except DatabaseError:
        return []  # not migrated yet: migrate says so better
    if identity is None:
        return []
    if identity.is_sample:
        return [
            Warning(
                "网站信息仍是示例值，页面上标着“示例”。",
                hint="在后台“网站信息”里填好真实信息，再取消“以下为示例”。",
                id="articles.W001",
            )
        ]
    if re.match(SITE_CODE, identity.site_code):
        return []
    return [
        Error(
            "网站标识码为空或格式不对。",
            hint="在后台“网站信息”里填写：10 位数字，或 bm 加 8 位数字。",
            id="articles.E001",
        )
    ]
