"""Ten clicks at once do one thing, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.db import connection

from articles.models import Article, WorkflowStep
from articles.workflow import NotAllowed, perform
from tests.builders import a_draft, a_published, approve
from tests.conftest import member
from tests.workflow.stages import TICKED, in_state

CLICKS = 10


def at_once(work: Callable[[], object]) -> list[str]:
    def click(_: int) -> str:
        try:
            work()
        except NotAllowed:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(CLICKS) as clicks:
        return sorted(clicks.map(click, range(CLICKS)))


@pytest.fixture
def chief(transactional_db: None) -> User:
    return member("chenjing", "陈静", "三审", "采编")


def test_ten_signatures_at_once_sign_once(chief: User) -> None:
    draft = approve(a_draft())

    outcomes = at_once(lambda: perform("publish", Article.objects.get(pk=draft.pk), actor=chief))

    assert outcomes == ["done"] + ["refused"] * (CLICKS - 1)
    assert WorkflowStep.objects.filter(article=draft, action="publish").count() == 1


def test_ten_reviewers_at_once_are_one_signature(chief: User) -> None:
    draft = in_state("first_review")
    reviewers = [member(f"reviewer-{number}", f"{number} 号", "一审") for number in range(CLICKS)]

    def sign() -> None:
        perform("pass_first", Article.objects.get(pk=draft.pk), actor=reviewers.pop(), **TICKED)

    outcomes = at_once(sign)

    assert outcomes == ["done"] + ["refused"] * (CLICKS - 1)
    draft.refresh_from_db()
    assert draft.status == "second_review"


def test_ten_amendments_at_once_make_one_draft(chief: User) -> None:
    live = a_published()

    outcomes = at_once(lambda: perform("amend", Article.objects.get(pk=live.pk), actor=chief))

    assert outcomes.count("done") == 1
    assert Article.objects.filter(public_id=live.public_id).count() == 2


def test_numbers_given_at_once_are_all_different(chief: User) -> None:
    a_draft()

    at_once(lambda: a_draft(title="同时新建"))

    numbers = list(Article.objects.values_list("public_id", flat=True))
    assert len(numbers) == len(set(numbers)) == CLICKS + 1
