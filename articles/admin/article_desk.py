"""The desk beside an article: where it stands, what is missing, who signed, what comes next."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse

from articles.admin.order_form import publishing_label
from articles.models import Article
from articles.workflow import LEVELS, TRANSITIONS, Action, Case, missing, refusal_in
from articles.workflow.readiness import LEVEL_NAMES

# Where on the page a missing part is filled in.
PLACES = {"captions": "captions-group", "key_figures": "key_figures-group"}


def desk_of(case: Case, user: AbstractBaseUser) -> dict[str, Any]:
    """Return what the desk shows *user* of the article."""
    article = case.article
    buttons = [_button(case, action, user) for action in TRANSITIONS if _leads_on(case, action)]
    return {
        "missing": _missing(article) if article.is_draft else [],
        "buttons": [button for button in buttons if not button["refusal"]],
        "refused": [button for button in buttons if button["refusal"]],
        "levels": _levels(case) if article.is_internal and not article.is_draft else [],
        "secrecy": case.secrecy,
        "sent_back": _sent_back(case),
        "steps": case.steps,
    }


def _leads_on(case: Case, action: str) -> bool:
    if action == Action.COUNTERSIGN and not case.article.countersign_by:
        return False
    return case.article.status in TRANSITIONS[action].rights


def _missing(article: Article) -> list[dict[str, str]]:
    return [
        {"text": item.text, "anchor": PLACES.get(item.field, f"id_{item.field}")}
        for item in missing(article)
    ]


def _button(case: Case, action: str, user: AbstractBaseUser) -> dict[str, str]:
    label = TRANSITIONS[action].label
    if action == Action.PUBLISH:
        label = publishing_label(label, case.article.planned_from)
    return {
        "label": label,
        "action": action,
        "refusal": refusal_in(case, action, user),
        "url": reverse("admin:articles_article_perform", args=[case.article.pk, action]),
    }


def _levels(case: Case) -> list[dict[str, Any]]:
    """The three signatures of this round: given, void or still to come."""
    signed = {step.action: step for step in case.signatures}
    return [
        {
            "name": LEVEL_NAMES[level],
            "step": signed.get(level),
            "is_void": level in signed and not case.is_valid(signed[level]),
        }
        for level in LEVELS
    ]


def _sent_back(case: Case) -> Any:
    """The step that sent this draft back, while nothing was submitted since."""
    last = case.steps[-1] if case.steps else None
    return last if last and last.action == Action.SEND_BACK else None
