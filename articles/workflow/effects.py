"""What each step does to an edition; called by ``perform`` only, under its lock."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from articles.editions import next_edition
from articles.imaging import dimensions
from articles.models import Article, BodyPicture, SecrecyReview
from articles.models.append_only import record
from articles.roles import may_work_in
from articles.workflow.cases import Case, NotAllowed, Order

Status = Article.Status

# An emergency publication is countersigned within this time (T-REV-02).
COUNTERSIGN_WITHIN = timedelta(hours=24)


def move_to(status: str) -> Callable[[Case, Order], Article]:
    """Return the effect that does nothing but set *status*."""

    def effect(case: Case, order: Order) -> Article:
        case.article.status = status
        case.article.save(update_fields=["status"])
        return case.article

    return effect


def review_secrecy(case: Case, order: Order) -> Article:
    """Record the conclusion about exactly the present content."""
    if order.conclusion not in SecrecyReview.Conclusion.values:
        raise NotAllowed("请选择保密审查的结论。")
    last = case.secrecy
    if last and (last.conclusion, last.actor_id) == (order.conclusion, order.actor.pk):
        raise NotAllowed("您对当前内容已经作出同样的结论。")
    record(
        case.article.secrecy_reviews,
        actor=order.actor,
        conclusion=order.conclusion,
        basis=order.basis,
        content_hash=case.digest,
    )
    return case.article


def publish(case: Case, order: Order) -> Article:
    """Open the interval of the edition; earlier editions end when this one begins."""
    article, now = case.article, timezone.now()
    begin = max(order.visible_from or now, now)
    if order.visible_until and order.visible_until <= begin:
        raise NotAllowed("下线时间必须晚于发布时间。")
    for earlier in _open_editions(article, begin):
        earlier.visible_until = max(begin, earlier.visible_from)
        earlier.replaced_by_edition = article.edition
        earlier.save(update_fields=["visible_until", "replaced_by_edition"])
    article.status = Status.SIGNED
    article.visible_from, article.visible_until = begin, order.visible_until
    if not _was_ever_seen(article):
        article.first_published_at = begin
    article.save(update_fields=["status", "visible_from", "visible_until", "first_published_at"])
    _register_body_pictures(article)
    return article


def publish_urgently(case: Case, order: Order) -> Article:
    """Publish at once; the red flag stands until somebody countersigns."""
    article = publish(case, order)
    article.countersign_by = timezone.now() + COUNTERSIGN_WITHIN
    article.save(update_fields=["countersign_by"])
    return article


def countersign(case: Case, order: Order) -> Article:
    """Take the red flag of an emergency publication down."""
    case.article.countersign_by = None
    case.article.save(update_fields=["countersign_by"])
    return case.article


def expire(case: Case, order: Order) -> Article:
    """Set, move or take away the end of what is or will be public."""
    article, end = case.article, order.visible_until
    if end is not None and end <= max(timezone.now(), article.visible_from):
        raise NotAllowed("下线时间必须晚于现在，也晚于发布时间。要立即撤下，请用“撤稿”。")
    article.visible_until = end
    article.save(update_fields=["visible_until"])
    return article


def amend(case: Case, order: Order) -> Article:
    """Make a new draft from this edition; what is live does not move."""
    return next_edition(case.article, created_by=order.actor)


def restore(case: Case, order: Order) -> Article:
    """Make a new draft from an old edition, for who works in the channel of the newest too."""
    channel = _newest(case.article).channel
    if not may_work_in(order.actor, channel):
        raise NotAllowed(f"最新一版在“{channel}”栏目，您没有分到这个栏目。")
    return amend(case, order)


def withdraw(case: Case, order: Order) -> Article:
    """Close every open interval of the article, now; the page answers 410 with the notice."""
    now = timezone.now()
    for edition in (case.article, *_open_editions(case.article, now)):
        edition.status = Status.WITHDRAWN
        ends = [edition.visible_until] if edition.visible_until else []
        edition.visible_until = max(edition.visible_from, min([now, *ends]))
        edition.save(update_fields=["status", "visible_until"])
    return case.article


def needs_no_countersignature(case: Case) -> str:
    """Say that no emergency publication waits for a second person."""
    return "" if case.article.countersign_by else "这一版没有待补签的紧急发布。"


def is_not_newest(case: Case) -> str:
    """Say why a new draft is not made from this edition."""
    newest = _newest(case.article)
    if newest.is_internal:
        return f"已经有一份修订稿（第 {newest.edition} 版，{newest.stage}），请接着办理那一份。"
    if newest.pk != case.article.pk:
        return f"这是旧版，请从最新的第 {newest.edition} 版修订，或用“恢复”。"
    return ""


def is_newest(case: Case) -> str:
    """Say why this edition is not restored as a new draft."""
    newest = _newest(case.article)
    if newest.is_internal:
        return f"已经有一份修订稿（第 {newest.edition} 版，{newest.stage}），请接着办理那一份。"
    return "这就是最新一版，请用“修订”。" if newest.pk == case.article.pk else ""


def is_over(case: Case) -> str:
    """Say that readers see the edition no longer."""
    refusal = f"这一版目前是“{case.article.stage}”，读者已经看不到，不必撤稿。"
    return refusal if case.article.is_over else ""


def has_a_fixed_end(case: Case) -> str:
    """Say why the end of this edition is not set by hand."""
    if case.article.is_over:
        return f"这一版目前是“{case.article.stage}”，读者已经看不到。"
    if case.article.replaced_by_edition:
        return f"这一版到时由第 {case.article.replaced_by_edition} 版替换，不能另设下线时间。"
    return ""


def _newest(article: Article) -> Article:
    return Article.objects.filter(public_id=article.public_id).latest("edition")


def _was_ever_seen(article: Article) -> bool:
    """Whether an earlier edition was or will be visible; a cancelled schedule published nothing."""
    earlier = Article.objects.filter(public_id=article.public_id, edition__lt=article.edition)
    return earlier.seen().exists()


def _open_editions(article: Article, moment: datetime) -> list[Article]:
    """Return the signed editions of the same article that are or would be visible after *moment*."""
    others = Article.objects.filter(public_id=article.public_id, status=Status.SIGNED)
    return [
        other
        for other in others
        if other.pk != article.pk
        and (other.visible_until is None or other.visible_until > max(moment, other.visible_from))
    ]


def _register_body_pictures(article: Article) -> None:
    names = set(re.findall(r'src="/media/(pictures/[^"]+)"', article.body))
    BodyPicture.objects.bulk_create(
        BodyPicture(article=article, name=name) for name in sorted(names) if dimensions(name)
    )
