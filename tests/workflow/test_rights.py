"""P3: each step needs its own right; every role without it is refused, whatever the article."""

import pytest
from django.contrib.auth.models import User

from articles.roles import ROLES
from articles.workflow import TRANSITIONS, NotAllowed, perform
from tests.conftest import member
from tests.workflow.stages import order_for, ready_for


def may(person: User, action: str, status: str) -> bool:
    return person.has_perm(TRANSITIONS[action].rights[status])


@pytest.fixture
def office(db: None) -> list[User]:
    """One person of each role."""
    return [member(f"role-{number}", role, role) for number, role in enumerate(ROLES)]


@pytest.mark.parametrize("action", TRANSITIONS)
def test_only_who_has_the_right_of_the_state(action: str, office: list[User]) -> None:
    article = ready_for(action)
    without = [person for person in office if not may(person, action, article.status)]
    steps = article.steps.count()

    for person in without:
        with pytest.raises(NotAllowed, match=r"没有.*权限"):
            perform(action, article, actor=person, **order_for(action))

    assert article.steps.count() == steps
    assert 5 <= len(without) < len(ROLES)


def test_no_role_both_writes_and_reviews() -> None:
    reviews = {"review_first", "review_second", "review_third", "review_secrecy", "publish"}

    for role, rights in ROLES.items():
        actions = set(rights.get("article", ()))
        assert not ("change" in actions and actions & reviews), role
