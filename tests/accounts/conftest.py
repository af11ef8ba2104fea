"""The door as it stands in production: the second factor is asked for."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.accounts import second_factor
from tests.accounts.door import code_of, knock
from tests.conftest import member

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


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


@pytest.fixture
def two(aygul: User) -> tuple[Client, Client]:
    """阿依古丽's browsers at her desk and at home."""
    desk, home = Client(), Client(headers={"user-agent": FIREFOX})
    knock(desk, "aygul")
    knock(home, "aygul", address="2001:db8::7")
    return desk, home


@pytest.fixture
def maqiang(db: None) -> User:
    """马强 keeps the accounts: 系统管理员, no superuser."""
    return member("maqiang", "马强", "系统管理员")
