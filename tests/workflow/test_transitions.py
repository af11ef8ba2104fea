"""What each action does, and the complement: every other combination is refused."""

from datetime import timedelta
from itertools import product

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article, Generation, WorkflowStep
from articles.signing import content_hash
from articles.workflow import TRANSITIONS, NotAllowed, Transition, perform
from tests.builders import a_draft, a_published, publish
from tests.workflow.stages import ROUND, TICKED, chief, in_state, order_for, ready_for

Status = Article.Status


def test_three_reviewers_lead_a_draft_to_its_readers(
    aygul: User, mahong: User, zhaoyong: User, chenjing: User, sulaiman: User
) -> None:
    draft = a_draft(created_by=aygul)
    digest = content_hash(draft)
    people = (aygul, mahong, zhaoyong, chenjing)

    for (action, status), person in zip(ROUND, people, strict=True):
        perform(action, draft, actor=person, **({} if action == "submit" else TICKED))
        assert draft.status == status
    perform("review_secrecy", draft, actor=sulaiman, conclusion="public", basis="不涉密")
    perform("publish", draft, actor=chenjing)

    assert list(Article.objects.published()) == [draft]
    assert draft.first_published_at == draft.visible_from
    said = [(step.action, step.actor_name, step.has_reviewed) for step in draft.steps.all()]
    assert said == [
        ("submit", "阿依古丽", False), ("pass_first", "马红", True), ("pass_second", "赵勇", True),
        ("pass_third", "陈静", True), ("review_secrecy", "苏莱曼", False), ("publish", "陈静", False),
    ]  # fmt: skip
    assert {step.content_hash for step in draft.steps.all()} == {digest}


@pytest.mark.parametrize("status", [state for _, state in ROUND])
def test_sending_back_and_recalling_make_it_a_draft_again(
    status: str, aygul: User, root: User
) -> None:
    returned, recalled = in_state(status), in_state(status, created_by=aygul)

    perform("send_back", returned, actor=root, remark="人名有误")
    perform("recall", recalled, actor=aygul)

    assert returned.is_draft
    assert recalled.is_draft
    assert returned.steps.last().remark == "人名有误"


def test_amending_makes_a_draft_and_the_live_page_does_not_move(aygul: User) -> None:
    live = a_published(title="原标题")

    draft = perform("amend", live, actor=aygul)

    assert (draft.public_id, draft.edition, draft.status) == (live.public_id, 2, Status.DRAFT)
    assert draft.created_by == aygul
    assert Article.objects.published().get().pk == live.pk


def test_an_old_edition_is_restored_as_a_new_draft(aygul: User, chenjing: User) -> None:
    first = a_published(title="第一版的标题")
    second = perform("amend", first, actor=aygul)
    Article.objects.filter(pk=second.pk).update(title="第二版的标题")
    publish(Article.objects.get(pk=second.pk), actor=chenjing)

    draft = perform("restore", Article.objects.get(pk=first.pk), actor=aygul)

    assert (draft.edition, draft.title, draft.is_draft) == (3, "第一版的标题", True)
    assert Article.objects.published().get().title == "第二版的标题"


def test_signing_an_amended_edition_ends_the_earlier_one_without_a_gap(
    aygul: User, chenjing: User
) -> None:
    first = a_published()
    second = perform("amend", first, actor=aygul)

    publish(second, actor=chenjing)

    first.refresh_from_db()
    assert first.visible_until == second.visible_from
    assert first.replaced_by_edition == 2
    assert first.stage == "已更新"
    assert second.first_published_at == first.first_published_at
    assert Article.objects.published().get() == second


def test_withdrawing_closes_every_interval_and_keeps_reason_and_notice(
    aygul: User, chenjing: User
) -> None:
    live = a_published()
    scheduled = perform("amend", live, actor=aygul)
    publish(scheduled, actor=chenjing, visible_from=timezone.now() + timedelta(days=1))
    live.refresh_from_db()

    perform("withdraw", live, actor=chenjing, remark="数据有误", public_notice="正在核实。")

    for days in (0, 2):
        assert not Article.objects.published(timezone.now() + timedelta(days=days)).exists()
    assert live.stage == "已撤稿"
    step = live.steps.latest("number")
    assert (step.action, step.remark, step.public_notice) == ("withdraw", "数据有误", "正在核实。")


def test_a_withdrawn_article_comes_back_by_amending(aygul: User, chenjing: User) -> None:
    live = a_published()
    perform("withdraw", live, actor=chenjing, remark="更正")

    again = perform("amend", live, actor=aygul)
    publish(again, actor=chenjing)

    assert Article.objects.published().get() == again


@pytest.mark.parametrize("action", TRANSITIONS)
def test_every_action_moves_the_generation_and_leaves_a_step(action: str, db: None) -> None:
    article = ready_for(action)
    before, steps = Generation.objects.current(), article.steps.count()

    perform(action, article, actor=chief(1), **order_for(action))

    assert Generation.objects.current() > before
    assert article.steps.count() == steps + 1
    assert article.steps.last().action == action


def combinations() -> list:
    return [
        pytest.param(action, transition, status, id=f"{action}-{status}")
        for (action, transition), status in product(TRANSITIONS.items(), Status.values)
        if status not in transition.sources
    ]


@pytest.mark.parametrize(("action", "transition", "status"), combinations())
def test_any_other_state_is_refused_and_nothing_is_recorded(
    action: str, transition: Transition, status: str, root: User
) -> None:
    article = in_state(status)
    steps = WorkflowStep.objects.count()

    with pytest.raises(NotAllowed, match=transition.label):
        perform(action, article, actor=root, **order_for(action))

    article.refresh_from_db()
    assert article.status == status
    assert WorkflowStep.objects.count() == steps
