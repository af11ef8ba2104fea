"""Floor 4: the two scripts of every address."""

from django.urls import is_valid_path
from django.utils import translation

TRADITIONAL_PREFIX = "/zh-hant/"


def other_script_path(address: str) -> str:
    """Return *address* in the other script; "" where the page has none (admin, files)."""
    if address.startswith(TRADITIONAL_PREFIX):
        return address[len(TRADITIONAL_PREFIX) - 1 :]
    other = TRADITIONAL_PREFIX + address[1:]
    with translation.override("zh-hant"):
        return other if is_valid_path(other.partition("?")[0]) else ""
