"""发布审批单: one printable page an edition, with everything that was signed for it."""

from dataclasses import dataclass

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.admin.office import viewable
from articles.contents import Difference, differences
from articles.models import Article, Delegation, SecrecyReview, WorkflowStep
from articles.signing import content_of
from articles.workflow import LEVELS, Action, Case
from articles.workflow.readiness import LEVEL_NAMES
from articles.workflow.verifying import Evidence, merged_tags

RELEASES = (Action.PUBLISH, Action.PUBLISH_URGENTLY)
SIGNED = (*LEVELS, Action.COUNTERSIGN, *RELEASES)
ELSEWHERE = (*SIGNED, Action.REVIEW_SECRECY)
NAMES = {
    **{level: f"{name}{name[0]}校" for level, name in LEVEL_NAMES.items()},
    Action.COUNTERSIGN: "紧急发布补签",
    Action.PUBLISH: "发布",
    Action.PUBLISH_URGENTLY: "紧急发布",
}


@dataclass(frozen=True)
class Signature:
    """One signature as it is printed; ``void`` is the reason why it does not count."""

    step: WorkflowStep
    name: str
    delegation: Delegation | None
    void: str


def sheet_view(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sheet of one edition to who may see the edition."""
    article = viewable(model_admin, request, pk)
    case = Case(article)
    evidence = Evidence(article, merged_tags())
    signed_hash = evidence.released_hash or case.digest
    previous = _previous(article)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "发布审批单",
        "opts": model_admin.opts,
        "article": article,
        "signed_hash": signed_hash,
        "faults": list(evidence.faults()) if evidence.released_hash else [],
        "is_released": bool(evidence.released_hash),
        "facts": _facts(article, case),
        "signatures": _signatures(case, signed_hash),
        "open_levels": _open_levels(case),
        "reviews": _reviews(case, signed_hash),
        "other_steps": [step for step in case.steps if step.action not in ELSEWHERE],
        "previous": previous,
        "changes": _differences(previous, article) if previous else [],
        "printed": timezone.now(),
    }
    return render(request, "admin/articles/article/sheet.html", context)


def _differences(previous: Article, article: Article) -> list[Difference]:
    """Return what readers will find changed; the note about it stands among the facts."""
    found = differences(content_of(previous), content_of(article))
    return [difference for difference in found if difference.name != "change_note"]


def _previous(article: Article) -> Article | None:
    earlier = Article.objects.filter(public_id=article.public_id, edition__lt=article.edition)
    return earlier.seen().order_by("-edition").first() or earlier.order_by("-edition").first()


def _facts(article: Article, case: Case) -> list[tuple[str, str]]:
    writers = [person.get_full_name() or person.get_username() for person in _staff(article)]
    known = [
        ("栏目", str(article.channel or "")),
        ("来源", article.source),
        ("作者", article.author),
        ("责任编辑", article.responsible_editor),
        ("采编", "、".join(writers)),
        ("成文时间", article.dated),
        ("图片与视频", _counted(article.captions.count(), "幅")),
        ("数据", _counted(article.key_figures.count(), "项")),
        ("拟发布时间", _moment(article.planned_from)),
        ("拟下线时间", _moment(article.planned_until)),
        ("公开起", _moment(article.visible_from)),
        ("公开止", _moment(article.visible_until)),
        ("首次发布", _moment(article.first_published_at)),
        ("修订说明", article.change_note),
    ]
    return [(name, text) for name, text in known if text]


def _staff(article: Article) -> list:
    people = list(article.contributors.order_by("pk"))
    author = article.created_by
    return people if author is None or author in people else [author, *people]


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number else ""


def _moment(moment: object) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def _signatures(case: Case, signed_hash: str) -> list[Signature]:
    steps = [step for step in case.steps if step.action in SIGNED]
    proxies = [step for step in steps if step.acting_for_id]
    held = Delegation.objects.filter(
        delegate__in=[step.actor_id for step in proxies],
        delegator__in=[step.acting_for_id for step in proxies],
    )
    delegations = list(held) if proxies else []
    this_round = {step.pk for step in case.round}
    return [
        Signature(
            step,
            NAMES[step.action],
            _delegation(step, delegations),
            _void(
                step,
                case.article,
                signed_hash,
                is_past=bool(this_round) and step.pk not in this_round,
            ),
        )
        for step in steps
    ]


def _delegation(step: WorkflowStep, delegations: list[Delegation]) -> Delegation | None:
    """Return the delegation in which a signature was given; the one that covered its moment."""
    for delegation in delegations:
        parties = (delegation.delegator_id, delegation.delegate_id)
        if parties == (step.acting_for_id, step.actor_id) and (
            delegation.begins <= step.at < delegation.ends
        ):
            return delegation
    return None


def _void(step: WorkflowStep, article: Article, signed_hash: str, *, is_past: bool) -> str:
    """Return why a signature does not count; of a released edition, what was released decides."""
    if is_past:
        return "退回或撤回后重新送审，这次签署作废"
    if step.content_hash != signed_hash:
        return "签署之后内容有改动，签署作废"
    if article.is_draft:
        return "已退回或撤回，须重新送审、重新签署"
    return ""


def _open_levels(case: Case) -> list[str]:
    """Return the levels that nobody has signed, while the edition is under review."""
    if not case.article.is_internal:
        return []
    valid = set()
    if not case.article.is_draft:
        valid = {step.action for step in case.signatures if case.is_valid(step)}
    return [NAMES[level] for level in LEVELS if level not in valid]


def _reviews(case: Case, signed_hash: str) -> list[tuple[SecrecyReview, bool]]:
    """Return every secrecy review, and whether it is of exactly the signed content."""
    reviews = case.article.secrecy_reviews.order_by("number")
    return [(review, review.content_hash == signed_hash) for review in reviews]
