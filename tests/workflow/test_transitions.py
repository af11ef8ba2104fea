"""What each action does, and the complement: every other combination is refused."""

from datetime import timedelta
from itertools import product

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article, Generation, WorkflowStep
from articles.signing import content_hash
from articles.workflow import TRANSITIONS, NotAllowed, Transition, perform
from tests.builders import a_draft, a_published

Status = Article.Status


def test_publishing_shows_the_article_and_leaves_a_record(chenjing: User) -> None:
    draft = a_draft()
    digest = content_hash(draft)

    perform("publish", draft, actor=chenjing, remark="同意")

    assert draft.status == Status.SIGNED
    assert list(Article.objects.published()) == [draft]
    assert draft.first_published_at == draft.visible_from
    step = draft.steps.get()
    assert (step.action, step.actor, step.remark) == ("publish", chenjing, "同意")
    assert step.actor_name == "陈静"
    assert step.content_hash == digest


def test_amending_makes_a_draft_and_the_live_page_does_not_move(aygul: User) -> None:
    live = a_published(title="原标题")

    draft = perform("amend", live, actor=aygul)

    assert (draft.public_id, draft.edition, draft.status) == (live.public_id, 2, Status.DRAFT)
    assert draft.created_by == aygul
    assert Article.objects.published().get().pk == live.pk


def test_signing_an_amended_edition_ends_the_earlier_one_without_a_gap(
    aygul: User, chenjing: User
) -> None:
    first = a_published()
    second = perform("amend", first, actor=aygul)

    perform("publish", second, actor=chenjing)

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
    perform("publish", scheduled, actor=chenjing, visible_from=timezone.now() + timedelta(days=1))
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
    perform("publish", again, actor=chenjing)

    assert Article.objects.published().get() == again


@pytest.mark.parametrize("action", TRANSITIONS)
def test_every_action_moves_the_generation(action: str, root: User) -> None:
    article = a_draft() if action == "publish" else a_published()
    before = Generation.objects.current()

    perform(action, article, actor=root, remark="原因")

    assert Generation.objects.current() > before


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
    article = a_draft() if status == Status.DRAFT else a_published()
    if status == Status.WITHDRAWN:
        perform("withdraw", article, actor=root, remark="原因")
    steps = WorkflowStep.objects.count()

    with pytest.raises(NotAllowed, match=transition.label):
        perform(action, article, actor=root, remark="原因")

    article.refresh_from_db()
    assert article.status == status
    assert WorkflowStep.objects.count() == steps
