"""Floor 2: preview links: made, opened, revoked; the only writer of ``PreviewLink``.

The token is 256 random bits. What is stored is its HMAC-SHA-256 under the server's key, so
neither a copy of the database nor a write into it opens a preview (docs/adr/0013).
"""

import ipaddress
import re
import secrets
from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.models import Article, PreviewLink, PreviewVisit
from articles.roles import may_work_in
from articles.signing import content_hash

DAYS, MOST_DAYS = 3, 14
MOST_LIVE = 20
# Reloading is one visit; what a reader with a held-down key can write is bounded too.
SAME_VISIT = timedelta(minutes=1)
IPV4_KEPT, IPV6_KEPT = 24, 48
MAY_SHARE = tuple(
    f"articles.{right}_article"
    for right in (
        "change",
        "review_first",
        "review_second",
        "review_third",
        "review_secrecy",
        "publish",
    )
)
_WITH_PORT = re.compile(r"([0-9.]+|\[.*\]):[0-9]+")


class NotShared(Exception):
    """The link is not made or revoked; the message says why, in Chinese."""


def refusal(article: Article, user: AbstractBaseUser) -> str:
    """Say in Chinese why *user* may not make or revoke links of *article*; "" when they may."""
    if not any(map(user.has_perm, MAY_SHARE)):
        return "只有能修改或审核稿件的同志可以生成、停用预览链接。"
    if not may_work_in(user, article.channel):
        return "这篇稿件不在您负责的栏目。"
    return ""


def is_unpublished(article: Article) -> bool:
    """Whether readers are still to see this edition."""
    if article.is_internal:
        return True
    return article.stage == "待发布"


def make(
    article: Article, *, actor: AbstractBaseUser, purpose: str, days: int = DAYS
) -> tuple[PreviewLink, str]:
    """Make a link to *article*; return it and its token, which nobody can read again."""
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article.pk)
        _refuse_unless_shareable(article, actor)
        if not 1 <= days <= MOST_DAYS:
            raise NotShared(f"有效期为 1 至 {MOST_DAYS} 天。")
        token, now = secrets.token_urlsafe(32), timezone.now()
        link = PreviewLink.objects.create(
            article=article,
            token_hash=hash_of(token),
            content_hash=content_hash(article),
            purpose=purpose,
            made_by=actor,
            made_at=now,
            expires_at=now + timedelta(days=days),
        )
    return link, token


def _refuse_unless_shareable(article: Article, actor: AbstractBaseUser) -> None:
    reason = refusal(article, actor)
    if reason:
        raise NotShared(reason)
    if not is_unpublished(article):
        raise NotShared(f"这一版目前是“{article.stage}”，不需要预览链接，请直接用公开网址。")
    if is_closed(article):
        raise NotShared("保密审查的结论是不公开或上报，不能生成预览链接。")
    if article.preview_links.live().count() >= MOST_LIVE:
        raise NotShared(f"这一版已有 {MOST_LIVE} 个有效的预览链接，请先停用不再需要的。")


def revoke(link: PreviewLink, *, actor: AbstractBaseUser) -> PreviewLink:
    """Close *link* for good, at once; a link revoked already stays as it was revoked."""
    with transaction.atomic():
        link = PreviewLink.objects.select_for_update().get(pk=link.pk)
        reason = refusal(link.article, actor)
        if reason:
            raise NotShared(reason)
        if link.revoked_at is None:
            link.revoked_at, link.revoked_by = timezone.now(), actor
            link.save(update_fields=["revoked_at", "revoked_by"])
    return link


def opened_by(token: str) -> PreviewLink | None:
    """Return the live link that *token* opens; None for wrong, expired, revoked and deleted.

    The secrecy review closes every link of what it keeps in the office.
    """
    links = PreviewLink.objects.live().select_related("article__channel")
    link = links.filter(token_hash=hash_of(token)).first()
    return None if link is None or is_closed(link.article) else link


def is_closed(article: Article) -> bool:
    """Whether the last secrecy review of *article* keeps it in the office."""
    last = article.secrecy_reviews.order_by("-number").first()
    return last is not None and not last.opens


def note_visit(link: PreviewLink, address: str) -> None:
    """Write down that *link* was opened from the network of *address*."""
    network, now = masked(address), timezone.now()
    if not link.visits.filter(network=network, at__gt=now - SAME_VISIT).exists():
        PreviewVisit.objects.create(link=link, network=network, at=now)


def hash_of(token: str) -> str:
    """Return what is stored of *token*."""
    return salted_hmac("articles.previewing", token, algorithm="sha256").hexdigest()


def masked(address: str) -> str:
    """Return the network of *address*: a /24 of IPv4, a /48 of IPv6; no single household.

    >>> masked("192.0.2.77"), masked("192.0.2.77:40312"), masked("::ffff:192.0.2.77")
    ('192.0.2.0/24', '192.0.2.0/24', '192.0.2.0/24')
    >>> masked("2001:db8:1:2::7"), masked("nonsense")
    ('2001:db8:1::/48', '未知')
    """
    with_port = _WITH_PORT.fullmatch(address)
    try:
        known = ipaddress.ip_address((with_port[1] if with_port else address).strip("[]"))
    except ValueError:
        return "未知"
    known = getattr(known, "ipv4_mapped", None) or known
    kept = IPV4_KEPT if known.version == 4 else IPV6_KEPT
    return str(ipaddress.ip_network(f"{known}/{kept}", strict=False))
