"""Steps of articles and of readers' messages: the trail points to them, it does not repeat them."""

from django.db import models

from articles.audit.recording import identity, record
from articles.models import AuditEntry, FeedbackStep, SecrecyReview, WorkflowStep

Category, Action = AuditEntry.Category, AuditEntry.Action


def step_added(step: models.Model, *, is_raw: bool) -> None:
    """A step was recorded; a fixture's are counted with the fixture."""
    if is_raw:
        return
    if isinstance(step, WorkflowStep):
        _workflow_step(step)
    elif isinstance(step, SecrecyReview):
        _secrecy_review(step)
    elif step.action != FeedbackStep.Action.RECEIVE:  # a reader's own doing
        _feedback_step(step)


def _workflow_step(step: WorkflowStep) -> None:
    label = step.get_action_display()
    done_for = f"代 {step.acting_for_name}" if step.acting_for_name else ""
    said = _sentence(label, done_for, step.remark, step.public_notice)
    _of_article(step, {"action": [None, label]}, said)


def _secrecy_review(review: SecrecyReview) -> None:
    conclusion = review.get_conclusion_display()
    said = _sentence("保密审查", conclusion, review.basis)
    _of_article(review, {"conclusion": [None, conclusion]}, said)


def _of_article(step: WorkflowStep | SecrecyReview, said: dict[str, list], note: str) -> None:
    article = step.article
    told = {"number": [None, step.number], "content_hash": [None, step.content_hash]}
    record(
        Category.WORKFLOW,
        Action.STEP,
        target=article,
        name=f"{article.title or '（无标题）'}（{article.public_id}，第 {article.edition} 版）",
        changes={**said, **told},
        note=note,
        actor=step.actor,
    )


def _feedback_step(step: FeedbackStep) -> None:
    """The receipt names the message; neither the reader's words nor the contact are repeated."""
    record(
        Category.WORKFLOW,
        Action.HANDLE,
        target=step.feedback,
        name=step.feedback.receipt,
        owner=identity(step.feedback),
        changes={"action": [None, step.get_action_display()], "number": [None, step.number]},
        note=_sentence(step.get_action_display(), step.remark),
        actor=step.actor,
    )


def _sentence(label: str, *words: str) -> str:
    said = "；".join(word for word in words if word)
    return f"{label}：{said}" if said else label
