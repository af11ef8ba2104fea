"""Proves the signatures: that what readers see is what was signed, by those who may sign it.

Nothing here trusts the steps alone: every hash is traced to a kept content and computed again,
and the present content is compared with it. What was merged since (tags) is followed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, pairwise
from typing import Any

from django.db.models import QuerySet

from articles.models import Article, ArticleVersion, SecrecyReview, TagRedirect, WorkflowStep
from articles.signing import canonical, content_of, digest
from articles.workflow.cases import LEVELS, Action
from articles.workflow.readiness import LEVEL_NAMES

RELEASES = (Action.PUBLISH, Action.PUBLISH_URGENTLY)
SIGNATURES = (*LEVELS, Action.COUNTERSIGN, *RELEASES)
SEED, REVIEWED, URGENT, OPEN = "初始数据", "三审三校", "紧急发布", "未发布"


@dataclass(frozen=True)
class Verdict:
    """What one edition stands on, and everything that is wrong with it."""

    article: Article
    basis: str
    faults: tuple[str, ...]


def verify(editions: QuerySet[Article]) -> Iterator[Verdict]:
    """Yield the verdict on each edition."""
    merged = merged_tags()
    for article in editions.order_by("public_id", "edition").iterator(chunk_size=100):
        evidence = Evidence(article, merged)
        yield Verdict(article, evidence.basis, tuple(evidence.faults()))


def merged_tags() -> dict[str, str]:
    """Return the address that each merged tag's address leads to."""
    return dict(TagRedirect.objects.values_list("slug", "tag__slug"))


@dataclass(frozen=True)
class Evidence:
    """Everything that was kept about one edition, each read once."""

    article: Article
    merged_tags: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def steps(self) -> list[WorkflowStep]:
        return list(self.article.steps.order_by("number"))

    @cached_property
    def versions(self) -> list[ArticleVersion]:
        return list(self.article.versions.order_by("number"))

    @cached_property
    def reviews(self) -> list[SecrecyReview]:
        return list(self.article.secrecy_reviews.order_by("number"))

    @cached_property
    def proven(self) -> dict[str, ArticleVersion]:
        """The kept contents by their hash, those only that have the hash they claim."""
        return {v.content_hash: v for v in self.versions if digest(v.canonical) == v.content_hash}

    @cached_property
    def writers(self) -> frozenset[int]:
        """Who wrote this edition or one before it, whose text it carries."""
        editions = Article.objects.filter(
            public_id=self.article.public_id, edition__lte=self.article.edition
        )
        authors = editions.filter(created_by__isnull=False).values_list("created_by", flat=True)
        helpers = Article.contributors.through.objects.filter(article__in=editions)
        return frozenset({*authors, *helpers.values_list("user", flat=True)})

    @property
    def releases(self) -> list[WorkflowStep]:
        return [step for step in self.steps if step.action in RELEASES]

    @property
    def seed(self) -> WorkflowStep | None:
        return next((step for step in self.steps if step.action == Action.SEED), None)

    @property
    def released_hash(self) -> str:
        """The hash of what was let out last; "" where nothing was."""
        last = self.releases[-1] if self.releases else self.seed
        return last.content_hash if last else ""

    @property
    def basis(self) -> str:
        """On what the edition's publication rests."""
        if self.releases:
            urgent = self.releases[-1].action == Action.PUBLISH_URGENTLY
            return URGENT if urgent else REVIEWED
        return SEED if self.seed else OPEN

    def faults(self) -> Iterator[str]:
        """Yield everything that is wrong, in words."""
        yield from self._records()
        for step in self.steps:
            if step.action in SIGNATURES:
                yield from self._signature(step)
        for review in self.reviews:
            if review.content_hash not in self.proven:
                yield f"保密审查（{review.actor_name}）所针对的内容没有保存，或者被改动过"
        for step in self.releases:
            yield from self._release(step)
        if not self.article.is_internal:
            yield from self._present()

    def _records(self) -> Iterator[str]:
        kinds = (("流转记录", self.steps), ("历次保存", self.versions), ("保密审查", self.reviews))
        for name, rows in kinds:
            if [row.number for row in rows] != list(range(1, len(rows) + 1)):
                yield f"{name}缺号：有记录被删除"
            if any(later.at < earlier.at for earlier, later in pairwise(rows)):
                yield f"{name}的时间前后颠倒"
        for version in self.versions:
            if version.content_hash not in self.proven or (
                digest(version.canonical) != version.content_hash
            ):
                yield f"第 {version.number} 次保存的内容与它的校验值不符"

    def _signature(self, step: WorkflowStep) -> Iterator[str]:
        name = f"{step.get_action_display()}（{step.actor_name}）"
        if step.actor_id is None:
            yield f"{name}没有签署人"
        if step.content_hash not in self.proven:
            yield f"{name}所签的内容没有保存，或者被改动过"
        needs_ticks = step.action in LEVELS or step.action == Action.COUNTERSIGN
        if needs_ticks and not (step.has_reviewed and step.has_proofread):
            yield f"{name}没有勾选审、校两项"
        if _people(step) & self.writers:
            yield f"{name}由参与编辑的人签署"

    def _release(self, step: WorkflowStep) -> Iterator[str]:
        if step.action == Action.PUBLISH:
            yield from self._three(step)
        else:
            yield from self._emergency(step)
        known = [r for r in self.reviews if r.content_hash == step.content_hash and r.at <= step.at]
        if not known:
            yield "发布时没有针对这份内容的保密审查"
        elif not known[-1].opens:
            yield f"发布时保密审查的结论是“{known[-1].get_conclusion_display()}”"
        elif known[-1].actor_id is None or known[-1].actor_id in self.writers:
            yield "保密审查由参与编辑的人作出，或者没有审查人"

    def _three(self, release: WorkflowStep) -> Iterator[str]:
        before = [step for step in self.steps if step.number < release.number]
        submitted = max((s.number for s in before if s.action == Action.SUBMIT), default=0)
        if not submitted:
            yield "发布之前没有送审记录"
        signed = {step.action: step for step in before if step.number > submitted}
        levels = {level: signed[level] for level in LEVELS if level in signed}
        for level in LEVELS:
            if level not in levels:
                yield f"发布之前缺少{LEVEL_NAMES[level]}签名"
            elif levels[level].content_hash != release.content_hash:
                yield f"{LEVEL_NAMES[level]}所签的不是发布的内容"
        for one, other in combinations(levels.values(), 2):
            if _people(one) & _people(other):
                yield f"{one.get_action_display()}与{other.get_action_display()}是同一人"

    def _emergency(self, release: WorkflowStep) -> Iterator[str]:
        if not release.remark:
            yield "紧急发布没有写明原因"
        after = [s for s in self.steps if s.number > release.number]
        countersigned = next((s for s in after if s.action == Action.COUNTERSIGN), None)
        if countersigned is None and self.article.countersign_by is None:
            yield "紧急发布没有补签，待补签的标记却不见了"
        if countersigned is not None and _people(countersigned) & _people(release):
            yield "紧急发布与补签是同一人"

    def _present(self) -> Iterator[str]:
        """Compare what stands in the database now with what was released."""
        signed = self.releases[-1] if self.releases else self.seed
        if signed is None:
            yield "没有发布记录"
            return
        present = content_of(self.article)
        if digest(canonical(present)) == signed.content_hash:
            return
        version = self.proven.get(signed.content_hash)
        if version is None:
            yield "现在的内容与所签的不同"
            return
        before, now = self._followed(version.content), self._followed(present)
        changed = [_label(name) for name in sorted({*before, *now}) if before.get(name) != now.get(name)]  # fmt: skip
        if changed:
            yield f"现在的内容与所签的不同：{'、'.join(changed)}"

    def _followed(self, content: dict[str, Any]) -> dict[str, Any]:
        """Return *content* with the tags that were merged since under their new addresses."""
        captions = [{**row, "tags": self._tags(row["tags"])} for row in content["captions"]]
        return {**content, "tags": self._tags(content["tags"]), "captions": captions}

    def _tags(self, slugs: list[str]) -> list[str]:
        return sorted({self.merged_tags.get(slug, slug) for slug in slugs})


def _people(step: WorkflowStep) -> set[int]:
    return {person for person in (step.actor_id, step.acting_for_id) if person}


def _label(name: str) -> str:
    labels = {"links": "新闻链接", "figures": "数据", "captions": "图片说明"}
    return labels.get(name) or str(Article._meta.get_field(name).verbose_name)
