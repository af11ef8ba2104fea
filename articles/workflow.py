"""Floor 2: the transition table and ``perform``, the only writer of status and visibility.

Promise P3: nobody passes their own article, skips a step, or changes what is published
behind the review; every step leaves who, when and what.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.editions import next_edition
from articles.imaging import dimensions
from articles.models import Article, BodyPicture, Generation, WorkflowStep
from articles.models.append_only import record
from articles.models.key_figure import without_sentence
from articles.signing import content_hash
from articles.text.plain import normalise_text

Status = Article.Status
Action = WorkflowStep.Action


class NotAllowed(Exception):
    """The action is refused; the message is the reason in Chinese, shown to the editor as it is."""


@dataclass(frozen=True)
class Order:
    """What the caller asks for beyond the action's name."""

    actor: AbstractBaseUser
    remark: str = ""
    public_notice: str = ""
    visible_from: datetime | None = None
    visible_until: datetime | None = None
    seen_hash: str = ""


@dataclass(frozen=True)
class Transition:
    """One row of the table: from which states, with which right, under which conditions.

    ``obstacle`` returns the reason why the article, as it is, is not ready; "" when it is.
    """

    label: str
    sources: frozenset[str]
    permission: str
    obstacle: Callable[[Article], str]
    effect: Callable[[Article, Order], Article]
    needs_remark: bool = False
    fresh_eyes: bool = False


def perform(
    action: str,
    article: Article,
    *,
    actor: AbstractBaseUser,
    remark: str = "",
    public_notice: str = "",
    visible_from: datetime | None = None,
    visible_until: datetime | None = None,
    seen_hash: str = "",
) -> Article:
    """Do *action* to *article* and record it; all in one transaction, under a row lock.

    Returns the edition that the action was about: for ``amend`` the new draft, else the
    article itself, refreshed. ``seen_hash`` is the content hash that the actor looked at;
    when given, a change since then is refused. Raises NotAllowed with the reason.
    """
    order = Order(
        actor,
        normalise_text(remark),
        normalise_text(public_notice),
        visible_from,
        visible_until,
        seen_hash,
    )
    transition = TRANSITIONS.get(action)
    if transition is None:
        raise NotAllowed("没有这项操作。")
    with transaction.atomic():
        locked = _lock(article)
        _check(transition, locked, order)
        digest = content_hash(locked)
        if order.seen_hash and order.seen_hash != digest:
            raise NotAllowed("您打开页面之后，稿件内容又有改动。请重新查看后再办理。")
        result = transition.effect(locked, order)
        _record(action, locked, order, digest)
        Generation.objects.move()
    article.refresh_from_db()
    return result if result.pk != article.pk else article


def refusal(action: str, article: Article, actor: AbstractBaseUser) -> str:
    """Return why *actor* may not do *action* now, or "" when only the remark is still open."""
    try:
        _check_actor(TRANSITIONS[action], article, actor)
        _check_state(TRANSITIONS[action], article)
    except NotAllowed as reason:
        return str(reason)
    return ""


def missing_for_publication(article: Article) -> list[str]:
    """Return the names of what must be filled in before signing (T-META-08).

    A figure whose sentence the text has lost counts among it: a number may not outlive its source.
    """
    needed = {
        "标题": article.title,
        "栏目": article.channel_id,
        "来源": article.source,
        "正文": article.body,
    }
    lost = without_sentence(article.key_figures.all(), article.body)
    return [
        *[name for name, value in needed.items() if not value],
        *[f"数据“{figure.name}”的原句（正文里没有“{figure.sentence}”）" for figure in lost],
    ]


def _lock(article: Article) -> Article:
    """Lock every edition of the article, lowest first, and return the one asked for, fresh."""
    editions = (
        Article.objects.select_for_update().filter(public_id=article.public_id).order_by("edition")
    )
    for edition in editions:
        if edition.pk == article.pk:
            return edition
    raise NotAllowed("这篇稿件已不存在，可能刚刚被删除。")


def _check(transition: Transition, article: Article, order: Order) -> None:
    _check_actor(transition, article, order.actor)
    _check_state(transition, article)
    if transition.needs_remark and not order.remark:
        raise NotAllowed(f"请写明{transition.label}的原因。")


def _check_actor(transition: Transition, article: Article, actor: AbstractBaseUser) -> None:
    if not actor.is_active or not actor.has_perm(transition.permission):
        raise NotAllowed(f"您没有{transition.label}的权限。")
    if transition.fresh_eyes and _has_written(article, actor):
        raise NotAllowed("您参与过这篇稿件的编辑，须由另一位同志签发。")


def _has_written(article: Article, actor: AbstractBaseUser) -> bool:
    """Whether *actor* wrote or edited any edition: a new one carries the text of the old."""
    editions = Article.objects.filter(public_id=article.public_id)
    return editions.filter(Q(created_by=actor) | Q(contributors=actor)).exists()


def _check_state(transition: Transition, article: Article) -> None:
    if article.status not in transition.sources:
        raise NotAllowed(f"稿件目前是“{article.stage}”，不能{transition.label}。")
    if reason := transition.obstacle(article):
        raise NotAllowed(reason)


def _record(action: str, article: Article, order: Order, digest: str) -> None:
    record(
        article.steps,
        actor=order.actor,
        action=action,
        remark=order.remark,
        public_notice=order.public_notice,
        content_hash=digest,
    )


def _is_incomplete(article: Article) -> str:
    missing = missing_for_publication(article)
    return f"还不能签发，请先填写：{'、'.join(missing)}。" if missing else ""


def _publish(article: Article, order: Order) -> Article:
    """Sign the draft; earlier editions end when this one begins."""
    now = timezone.now()
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


def _is_not_newest(article: Article) -> str:
    newest = Article.objects.filter(public_id=article.public_id).latest("edition")
    if newest.is_draft:
        return f"已经有一份修订稿（第 {newest.edition} 版），请接着修改那一份。"
    if newest.pk != article.pk:
        return f"这是旧版，请从最新的第 {newest.edition} 版修订。"
    return ""


def _amend(article: Article, order: Order) -> Article:
    """Make a new draft from the newest edition; what is live does not move."""
    return next_edition(article, created_by=order.actor)


def _is_over(article: Article) -> str:
    refusal = f"这一版目前是“{article.stage}”，读者已经看不到，不必撤稿。"
    return refusal if article.is_over else ""


def _withdraw(article: Article, order: Order) -> Article:
    """Close every open interval of the article, now; the page answers 410 with the notice."""
    now = timezone.now()
    for edition in (article, *_open_editions(article, now)):
        edition.status = Status.WITHDRAWN
        ends = [edition.visible_until] if edition.visible_until else []
        edition.visible_until = max(edition.visible_from, min([now, *ends]))
        edition.save(update_fields=["status", "visible_until"])
    return article


TRANSITIONS: dict[str, Transition] = {
    Action.PUBLISH: Transition(
        label="签发",
        sources=frozenset({Status.DRAFT}),
        permission="articles.publish_article",
        obstacle=_is_incomplete,
        effect=_publish,
        fresh_eyes=True,
    ),
    Action.AMEND: Transition(
        label="修订",
        sources=frozenset({Status.SIGNED, Status.WITHDRAWN}),
        permission="articles.add_article",
        obstacle=_is_not_newest,
        effect=_amend,
    ),
    Action.WITHDRAW: Transition(
        label="撤稿",
        sources=frozenset({Status.SIGNED}),
        permission="articles.withdraw_article",
        obstacle=_is_over,
        effect=_withdraw,
        needs_remark=True,
    ),
}
