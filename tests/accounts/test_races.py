"""Many at once are one: a code, a recovery code, and the guesses of a burst."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.accounts import second_factor
from tests.accounts.door import WRONG, code_of, knock
from tests.conftest import member
from tests.workflow.test_races import CLICKS, at_once


@pytest.fixture
def bound(transactional_db: None) -> User:
    user = member("chenjing", "陈静", "三审")
    device = second_factor.offer_device(user)
    user.recovery = second_factor.enrol(user, code_of(device, steps_ago=1))
    return user


@pytest.mark.parametrize("kind", ["code", "recovery"])
def test_a_code_opens_once_however_often_it_comes_at_once(bound: User, kind: str) -> None:
    code = code_of(bound.totpdevice_set.get()) if kind == "code" else bound.recovery[0]
    opened: list[bool] = []

    def come() -> None:
        try:
            opened.append(second_factor.passes(bound, code))
        except second_factor.TooSoon:
            opened.append(False)

    at_once(come)

    assert len(opened) == CLICKS
    assert opened.count(True) == 1


def test_after_a_burst_of_guesses_the_right_password_is_refused(bound: User) -> None:
    statuses: list[int] = []

    at_once(lambda: statuses.append(knock(Client(), "chenjing", WRONG).status_code))

    assert set(statuses) <= {200, 429}
    assert knock(Client(), "chenjing").status_code == 429
