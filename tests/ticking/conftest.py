"""A web of our own for the checks of links, and who reads the trail."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User

from tests.conftest import member
from tests.ticking.web import Web, serving


@pytest.fixture(scope="module")
def one_web() -> Iterator[Web]:
    with serving() as web:
        yield web


@pytest.fixture
def web(one_web: Web) -> Web:
    """The web as nobody has asked it yet."""
    one_web.asked.clear()
    one_web.redirects.clear()
    return one_web


@pytest.fixture
def auditor(root: User) -> User:
    """古丽娜 keeps watch: 审计员; the superuser beside her reads nothing of it."""
    return member("gulina", "古丽娜", "审计员", email="gulina@gaoxin.example")
