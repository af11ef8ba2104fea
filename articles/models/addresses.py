"""Floor 1: the address of a record's page. A list or an article asks for dozens of them."""

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language

MOST = 4096


def address(page: str, *arguments: object) -> str:
    """Return what ``reverse`` gives for *page* in the script of the request, kept once found.

    >>> address("home")
    '/'
    """
    return _reverse(page, arguments, get_language())


@lru_cache(maxsize=MOST)
def _reverse(page: str, arguments: tuple, _language: str | None) -> str:
    """The language is what ``reverse`` reads of the thread it runs in."""
    return reverse(page, args=arguments)
