"""What an article still lacks before it may be submitted, signed or published."""

from dataclasses import dataclass

from articles.models import Article
from articles.models.key_figure import without_sentence
from articles.workflow.cases import LEVELS, Action, Case

MOST_NAMED = 3
LEVEL_NAMES = dict(zip(LEVELS, ("一审", "二审", "三审"), strict=True))


@dataclass(frozen=True)
class Missing:
    """Something to be filled in, and the name of the form field where."""

    text: str
    field: str


def missing(article: Article) -> list[Missing]:
    """Return what must be filled in before submission (T-META-08), in the order of the form.

    A figure whose sentence the text has lost counts among it: a number may not outlive its source.
    """
    needed = (
        ("channel", "栏目", article.channel_id),
        ("title", "标题", article.title),
        ("body", "正文", article.body),
        ("source", "来源", article.source),
    )
    lost = without_sentence(article.key_figures.all(), article.body)
    unnamed = article.captions.filter(caption="")
    return [
        *[Missing(text, field) for field, text, value in needed if not value],
        *[Missing(f"第 {slot.number} 幅图的图片说明", "captions") for slot in unnamed],
        *[
            Missing(f"数据“{figure.name}”的原句（正文里没有“{figure.sentence}”）", "key_figures")
            for figure in lost
        ],
    ]


def is_incomplete(case: Case) -> str:
    """Say what is missing."""
    texts = [item.text for item in missing(case.article)]
    return f"稿件还不完整，请先填写：{'、'.join(texts)}。" if texts else ""


def is_not_submittable(case: Case) -> str:
    """Say what is missing, or which errors of proofreading are still in the text."""
    if reason := is_incomplete(case):
        return reason
    errors = [finding for finding in case.findings if finding.is_error]
    texts = [f"{error.where.label}：{error.message}" for error in errors[:MOST_NAMED]]
    more = f"等 {len(errors)} 处" if len(errors) > MOST_NAMED else ""
    return f"校对还有错误，请先改正：{'；'.join(texts)}{more}。" if errors else ""


def is_unsigned_below(level: Action, case: Case) -> str:
    """Say which earlier signature is missing or void before *level* may be signed."""
    return _unsigned(LEVELS[: LEVELS.index(level)], case)


def is_not_releasable(case: Case) -> str:
    """Say which signature or which secrecy review keeps the article from publication."""
    return is_incomplete(case) or _unsigned(LEVELS, case) or is_not_cleared(case)


def is_not_urgently_releasable(case: Case) -> str:
    """Say what keeps the article from emergency publication: secrecy is never passed over."""
    return is_incomplete(case) or is_not_cleared(case)


def is_not_cleared(case: Case) -> str:
    """Say why the secrecy review does not let this content out (T-SEC-01)."""
    if case.secrecy is None:
        return "当前内容还没有保密审查记录，不能发布。"
    if not case.secrecy.opens:
        return f"保密审查结论是“{case.secrecy.get_conclusion_display()}”，不能发布。"
    return ""


def _unsigned(levels: tuple[Action, ...], case: Case) -> str:
    signed = {step.action: step for step in case.signatures}
    for level in levels:
        if level not in signed:
            return f"缺少{LEVEL_NAMES[level]}签名，请退回后重新送审。"
        if not case.is_valid(signed[level]):
            return (
                f"{LEVEL_NAMES[level]}签名之后内容有改动，签名已经作废。"
                "请退回，由采编确认后重新送审。"
            )
    return ""
