"""The door as it stands in production: the second factor is asked for."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.accounts import second_factor
from tests.accounts.door import code_of
from tests.conftest import member


@pytest.fixture(autouse=True)
def second_factor_is_on(settings) -> None:
    settings.SECOND_FACTOR = True


@pytest.fixture
def guard(db: None) -> User:
    """古丽娜 guards the door: 安全管理员."""
    return member("gulina", "古丽娜", "安全管理员")


@pytest.fixture
def enrolled(chenjing: User) -> User:
    """陈静 (三审) has bound her phone; ``recovery`` holds her codes."""
    device = second_factor.offer_device(chenjing)
    chenjing.recovery = second_factor.enrol(chenjing, code_of(device, steps_ago=1))
    return chenjing


@pytest.fixture
def browser() -> Client:
    """Somebody's browser, which checks CSRF tokens as real ones must."""
    return Client(enforce_csrf_checks=False)
