"""What a step is asked for and decided by: the order, the case, and a row of the table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser

from articles.models import Article, SecrecyReview, WorkflowStep
from articles.proofreading import Finding, proofread
from articles.signing import content_hash

Action = WorkflowStep.Action

# The three signatures, in their order; each reviews and proofreads (T-REV-03).
LEVELS = (Action.PASS_FIRST, Action.PASS_SECOND, Action.PASS_THIRD)


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
    has_reviewed: bool = False
    has_proofread: bool = False
    conclusion: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Case:
    """An article with what decides about its next step, each read once."""

    article: Article

    @cached_property
    def digest(self) -> str:
        """The hash of what readers would see now."""
        return content_hash(self.article)

    @cached_property
    def findings(self) -> list[Finding]:
        """What a proofreader would mark."""
        return proofread(self.article)

    @cached_property
    def steps(self) -> list[WorkflowStep]:
        """Everything that was done to this edition, first to last."""
        return list(self.article.steps.order_by("number"))

    @property
    def round(self) -> list[WorkflowStep]:
        """The steps since the edition was last submitted, that one included."""
        submitted = [n for n, step in enumerate(self.steps) if step.action == Action.SUBMIT]
        return self.steps[submitted[-1] :] if submitted else []

    @property
    def signatures(self) -> list[WorkflowStep]:
        """The signatures of this round, void ones too."""
        return [step for step in self.round if step.action in LEVELS]

    def is_valid(self, step: WorkflowStep) -> bool:
        """Whether the content is still what *step* signed (T-REV-04)."""
        return step.content_hash == self.digest

    @cached_property
    def secrecy(self) -> SecrecyReview | None:
        """The last secrecy review of exactly this content (T-SEC-01)."""
        reviews = self.article.secrecy_reviews.filter(content_hash=self.digest)
        return reviews.order_by("number").last()

    @cached_property
    def writers(self) -> frozenset[int]:
        """Who wrote or edited any edition: a new one carries the text of the old."""
        editions = Article.objects.filter(public_id=self.article.public_id)
        authors = editions.filter(created_by__isnull=False).values_list("created_by", flat=True)
        helpers = Article.contributors.through.objects.filter(article__in=editions)
        return frozenset({*authors, *helpers.values_list("user", flat=True)})

    @property
    def signers(self) -> frozenset[int]:
        """Whose eyes this round has had: those who signed and those they signed for.

        Who published in an emergency has used theirs too, and does not countersign.
        """
        urgent = [step for step in self.steps if step.action == Action.PUBLISH_URGENTLY]
        people = ((step.actor_id, step.acting_for_id) for step in (*self.signatures, *urgent))
        return frozenset(person for pair in people for person in pair if person)


@dataclass(frozen=True)
class Transition:
    """One row of the table: from which states, with which right in each, on what conditions.

    ``obstacle`` returns the reason why the article, as it is, is not ready; "" when it is.
    ``remark`` names what the actor must write; "" where nothing must be written.
    ``writer_only`` and ``fresh_eyes``: only somebody, nobody who wrote any edition;
    ``new_eyes``: nobody who has signed since the last submission; ``ticks``: 审 and 校.
    """

    label: str
    rights: Mapping[str, str]
    obstacle: Callable[[Case], str]
    effect: Callable[[Case, Order], Article]
    remark: str = ""
    writer_only: bool = False
    fresh_eyes: bool = False
    new_eyes: bool = False
    ticks: bool = False
    basis: bool = False

    @property
    def sources(self) -> frozenset[str]:
        """The states from which the step leads."""
        return frozenset(self.rights)
