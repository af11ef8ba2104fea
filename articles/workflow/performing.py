"""``perform``: the only writer of status and visibility."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles import versions
from articles.models import Article, Delegation, Generation
from articles.models.append_only import record
from articles.roles import may_work_in
from articles.text.plain import normalise_text
from articles.workflow.cases import Case, NotAllowed, Order, Transition
from articles.workflow.table import TRANSITIONS

WRITTEN = ("remark", "public_notice", "basis")

# What a person away may leave to another; writing is always one's own (T-REV-06).
DELEGABLE = frozenset(
    f"articles.{right}_article"
    for right in (
        "review_first",
        "review_second",
        "review_third",
        "review_secrecy",
        "publish",
        "withdraw",
    )
)


def perform(action: str, article: Article, *, actor: AbstractBaseUser, **asked: Any) -> Article:
    """Do *action* to *article* and record it; all in one transaction, under a row lock.

    ``asked``: what the fields of ``Order`` say beyond the actor. ``seen_hash`` is the content
    hash that the actor looked at; when given, a change since then is refused.
    Returns the edition that the action was about: for ``amend`` and ``restore`` the new draft,
    else the article itself, refreshed. Raises NotAllowed with the reason.
    """
    written = {name: normalise_text(asked.get(name, "")) for name in WRITTEN}
    order = Order(actor, **{**asked, **written})
    transition = TRANSITIONS.get(action)
    if transition is None:
        raise NotAllowed("没有这项操作。")
    with transaction.atomic():
        case = Case(_lock(article))
        acting_for = _check(transition, case, actor)
        _check_order(transition, case, order)
        versions.keep(case.article, actor=None, reason=versions.FOUND)
        result = transition.effect(case, order)
        _record(action, case, order, acting_for)
        if result.pk != case.article.pk:
            versions.keep(result, actor=actor, reason=transition.label)
        Generation.objects.move()
    article.refresh_from_db()
    return result if result.pk != article.pk else article


def refusal(action: str, article: Article, actor: AbstractBaseUser) -> str:
    """Return why *actor* may not do *action* now, or "" when only the order is still open."""
    return refusal_in(Case(article), action, actor)


def refusal_in(case: Case, action: str, actor: AbstractBaseUser) -> str:
    """``refusal`` for a case in hand, so that many actions are asked at one cost."""
    try:
        _check(TRANSITIONS[action], case, actor)
    except NotAllowed as reason:
        return str(reason)
    return ""


def _lock(article: Article) -> Article:
    """Lock every edition of the article, lowest first, and return the one asked for, fresh."""
    editions = (
        Article.objects.select_for_update().filter(public_id=article.public_id).order_by("edition")
    )
    for edition in editions:
        if edition.pk == article.pk:
            return edition
    raise NotAllowed("这篇稿件已不存在，可能刚刚被删除。")


def _check(transition: Transition, case: Case, actor: AbstractBaseUser) -> AbstractBaseUser | None:
    """Return for whom *actor* acts (None: in their own right); raise NotAllowed otherwise."""
    if case.article.status not in transition.rights:
        raise NotAllowed(f"稿件目前是“{case.article.stage}”，不能{transition.label}。")
    acting_for = _check_actor(transition, case, actor)
    if reason := transition.obstacle(case):
        raise NotAllowed(reason)
    return acting_for


def _check_actor(
    transition: Transition, case: Case, actor: AbstractBaseUser
) -> AbstractBaseUser | None:
    """Try the actor's own right first, then each delegation held; refuse with the first reason."""
    refusals = []
    for holder in _holders(transition, case, actor):
        people = {actor.pk, holder.pk}
        if reason := _personal_obstacle(transition, case, people):
            refusals.append(reason)
        else:
            return holder if holder.pk != actor.pk else None
    raise NotAllowed(refusals[0] if refusals else f"您没有{transition.label}的权限。")


def _holders(
    transition: Transition, case: Case, actor: AbstractBaseUser
) -> Iterator[AbstractBaseUser]:
    """Yield those in whose right *actor* could act: themselves, and who delegated to them."""
    right, channel = transition.rights[case.article.status], case.article.channel
    if not actor.is_active:
        return
    if actor.has_perm(right) and may_work_in(actor, channel):
        yield actor
    if right in DELEGABLE:
        held = Delegation.objects.active().filter(delegate=actor).select_related("delegator")
        for delegation in held.order_by("pk"):
            delegator = delegation.delegator
            if delegator.has_perm(right) and may_work_in(delegator, channel):
                yield delegator


def _personal_obstacle(transition: Transition, case: Case, people: set[int]) -> str:
    if transition.writer_only and not people & case.writers:
        return "只有参与编辑这篇稿件的人能撤回。审核人请用“退回”。"
    if transition.fresh_eyes and people & case.writers:
        return f"您（或委托人）参与过这篇稿件的编辑，须由另一位同志办理{transition.label}。"
    if transition.new_eyes and people & case.signers:
        return "您（或委托人）这一轮已经签过名，三审须由三位不同的同志签署。"
    return ""


def _check_order(transition: Transition, case: Case, order: Order) -> None:
    if order.seen_hash and order.seen_hash != case.digest:
        raise NotAllowed("您打开页面之后，稿件内容又有改动。请重新查看后再办理。")
    if transition.remark and not order.remark:
        raise NotAllowed(f"请写明{transition.remark}。")
    if transition.basis and not order.basis:
        raise NotAllowed("请写明保密审查的依据。")
    if transition.ticks and not (order.has_reviewed and order.has_proofread):
        raise NotAllowed("请先完成审核和校对，并勾选“审”“校”两项。")


def _record(action: str, case: Case, order: Order, acting_for: AbstractBaseUser | None) -> None:
    record(
        case.article.steps,
        actor=order.actor,
        acting_for=acting_for,
        acting_for_name=_name(acting_for),
        action=action,
        remark=order.remark or order.basis,
        public_notice=order.public_notice,
        has_reviewed=order.has_reviewed,
        has_proofread=order.has_proofread,
        content_hash=case.digest,
    )


def _name(person: AbstractBaseUser | None) -> str:
    return (person.get_full_name() or person.get_username()) if person else ""
