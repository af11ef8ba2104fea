"""Editions in every state, as the steps before leave them."""

from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article
from articles.workflow import TRANSITIONS, perform
from tests.builders import a_draft, a_signer, approve, publish

Status = Article.Status
ROUND = (
    ("submit", Status.FIRST_REVIEW),
    ("pass_first", Status.SECOND_REVIEW),
    ("pass_second", Status.THIRD_REVIEW),
    ("pass_third", Status.APPROVED),
)
TICKED = {"has_reviewed": True, "has_proofread": True, "remark": "同意"}


def in_state(status: str, **fields: Any) -> Article:
    """Return an article in *status*, signed by people whom no test knows."""
    article = a_draft(**fields)
    if status == Status.DRAFT:
        return article
    if status in (Status.SIGNED, Status.WITHDRAWN):
        publish(article, actor=a_signer())
        if status == Status.WITHDRAWN:
            perform("withdraw", article, actor=a_signer(), remark="有误")
        return article
    approve(article)
    reached = [state for _, state in ROUND].index(status)
    for step in article.steps.order_by("-number")[: len(ROUND) - 1 - reached]:
        type(step)._base_manager.filter(pk=step.pk)._raw_delete(using="default")
    Article.objects.filter(pk=article.pk).update(status=status)
    article.refresh_from_db()
    return article


def chief(number: int) -> User:
    """Return one of several superusers, none of whom has signed anything yet."""
    name = f"chief-{number}"
    known = User.objects.filter(username=name).first()
    return known or User.objects.create_superuser(name, first_name=f"{number} 号")


def order_for(action: str) -> dict[str, Any]:
    """Return what *action* asks for."""
    secrecy = {"conclusion": "public", "basis": "不涉密"} if action == "review_secrecy" else {}
    return {**TICKED, **secrecy, "seen_hash": ""}


def ready_for(action: str) -> Article:
    """Return an article to which *action* may be done, by chief(1)."""
    status = next(iter(TRANSITIONS[action].rights))
    article = in_state(status, **({"created_by": chief(1)} if action == "recall" else {}))
    if action == "publish_urgently":
        perform("review_secrecy", article, actor=chief(2), conclusion="public", basis="不涉密")
    if action == "countersign":
        Article.objects.filter(pk=article.pk).update(countersign_by=timezone.now())
    if action == "restore":
        publish(perform("amend", article, actor=chief(2)), actor=chief(3))
    article.refresh_from_db()
    return article
