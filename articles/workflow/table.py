"""The transition table: which steps there are, from where, by whom and on what conditions.

``manage.py show_workflow`` prints it. P3: no role, not even a superuser, goes round it.
"""

from functools import partial

from articles.models import Article
from articles.workflow import effects, readiness
from articles.workflow.cases import Action, Case, Transition

Status = Article.Status

IN_REVIEW = {
    Status.FIRST_REVIEW: "articles.review_first_article",
    Status.SECOND_REVIEW: "articles.review_second_article",
    Status.THIRD_REVIEW: "articles.review_third_article",
}
HANDED_IN = (*IN_REVIEW, Status.APPROVED)


def _nothing(case: Case) -> str:
    return ""


def _signature(level: Action, label: str, source: Status, target: Status) -> Transition:
    return Transition(
        label=label,
        rights={source: IN_REVIEW[source]},
        obstacle=partial(readiness.is_unsigned_below, level),
        effect=effects.move_to(target),
        remark="审核意见",
        fresh_eyes=True,
        new_eyes=True,
        ticks=True,
    )


TRANSITIONS: dict[str, Transition] = {
    Action.SUBMIT: Transition(
        label="送审",
        rights={Status.DRAFT: "articles.change_article"},
        obstacle=readiness.is_not_submittable,
        effect=effects.move_to(Status.FIRST_REVIEW),
    ),
    Action.RECALL: Transition(
        label="撤回",
        rights=dict.fromkeys(HANDED_IN, "articles.change_article"),
        obstacle=_nothing,
        effect=effects.move_to(Status.DRAFT),
        writer_only=True,
    ),
    Action.PASS_FIRST: _signature(
        Action.PASS_FIRST, "一审一校通过", Status.FIRST_REVIEW, Status.SECOND_REVIEW
    ),
    Action.PASS_SECOND: _signature(
        Action.PASS_SECOND, "二审二校通过", Status.SECOND_REVIEW, Status.THIRD_REVIEW
    ),
    Action.PASS_THIRD: _signature(
        Action.PASS_THIRD, "三审三校通过", Status.THIRD_REVIEW, Status.APPROVED
    ),
    Action.REVIEW_SECRECY: Transition(
        label="保密审查",
        rights=dict.fromkeys((Status.DRAFT, *HANDED_IN), "articles.review_secrecy_article"),
        obstacle=readiness.is_incomplete,
        effect=effects.review_secrecy,
        fresh_eyes=True,
        basis=True,
    ),
    Action.PUBLISH: Transition(
        label="发布",
        rights={Status.APPROVED: "articles.publish_article"},
        obstacle=readiness.is_not_releasable,
        effect=effects.publish,
        fresh_eyes=True,
    ),
    Action.SEND_BACK: Transition(
        label="退回",
        rights={**IN_REVIEW, Status.APPROVED: "articles.review_third_article"},
        obstacle=_nothing,
        effect=effects.move_to(Status.DRAFT),
        remark="退回的原因",
    ),
    Action.PUBLISH_URGENTLY: Transition(
        label="紧急发布",
        rights=dict.fromkeys((Status.DRAFT, *IN_REVIEW), "articles.publish_urgently_article"),
        obstacle=readiness.is_not_urgently_releasable,
        effect=effects.publish_urgently,
        remark="紧急发布的原因",
        fresh_eyes=True,
    ),
    Action.COUNTERSIGN: Transition(
        label="补签",
        rights={Status.SIGNED: "articles.review_third_article"},
        obstacle=effects.needs_no_countersignature,
        effect=effects.countersign,
        remark="审核意见",
        fresh_eyes=True,
        new_eyes=True,
        ticks=True,
    ),
    Action.EXPIRE: Transition(
        label="到期下线",
        rights={Status.SIGNED: "articles.withdraw_article"},
        obstacle=effects.has_a_fixed_end,
        effect=effects.expire,
    ),
    Action.WITHDRAW: Transition(
        label="撤稿",
        rights={Status.SIGNED: "articles.withdraw_article"},
        obstacle=effects.is_over,
        effect=effects.withdraw,
        remark="撤稿的原因",
    ),
    Action.AMEND: Transition(
        label="修订",
        rights=dict.fromkeys((Status.SIGNED, Status.WITHDRAWN), "articles.add_article"),
        obstacle=effects.is_not_newest,
        effect=effects.amend,
    ),
    Action.RESTORE: Transition(
        label="恢复",
        rights=dict.fromkeys((Status.SIGNED, Status.WITHDRAWN), "articles.add_article"),
        obstacle=effects.is_newest,
        effect=effects.restore,
    ),
}
