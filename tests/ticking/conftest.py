"""A web of our own for the checks of links."""

from collections.abc import Iterator

import pytest

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
