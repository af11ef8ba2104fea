"""Letting a warning stand, with a reason that stays on record."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles.models import Article, Waiver
from articles.proofreading.proofreader import proofread
from articles.text.plain import normalise_line

SHORTEST_REASON = 2
LONGEST_REASON = 200


class NotWaivable(Exception):
    """The finding cannot be waived; the message says why, in Chinese."""


def waive(key: str, article: Article, *, actor: AbstractBaseUser, reason: str) -> Waiver:
    """Record that *actor* lets the warning with *key* stand; idempotent while it is waived.

    It holds for every edition of the article while the same sentence stands.
    """
    said = normalise_line(reason)
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        raise NotWaivable(f"请写明不改的理由，{SHORTEST_REASON} 到 {LONGEST_REASON} 个字。")
    with transaction.atomic():
        locked = Article.objects.select_for_update().filter(pk=article.pk).first()
        if locked is None or not locked.is_draft:
            raise NotWaivable("稿件已不是草稿，不能再处理校对提醒。")
        finding = next((one for one in proofread(locked) if one.key == key), None)
        if finding is None:
            raise NotWaivable("这条提醒已经不在了：文字刚刚改过，请看最新的校对结果。")
        if finding.is_error:
            raise NotWaivable("这是错误，不能保留，请改正。")
        if finding.waiver:
            return finding.waiver
        return Waiver.objects.create(
            public_id=locked.public_id,
            edition=locked.edition,
            check_id=finding.check_id,
            fingerprint=finding.fingerprint,
            found=finding.found[:200],
            excerpt="".join(finding.excerpt),
            reason=said,
            actor=actor,
            actor_name=actor.get_full_name() or actor.get_username(),
        )
