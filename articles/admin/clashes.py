"""Two at once in the admin: what the database broke off is tried again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import DatabaseError, IntegrityError
from django.http import HttpResponse

MOST_TRIES = 3
DEADLOCK = "40P01"


def tried_again(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask *view* up to three times while two get into each other's way.

    After a deadlock, or when somebody else just saved the same name, a second try either
    succeeds or refuses with a reason beside the field. *view* writes in one transaction.
    """

    @wraps(view)
    def tried(*args: Any, **kwargs: Any) -> HttpResponse:
        for _ in range(MOST_TRIES - 1):
            try:
                return view(*args, **kwargs)
            except DatabaseError as error:
                if not _is_clash(error):
                    raise
        return view(*args, **kwargs)

    return tried


def _is_clash(error: DatabaseError) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    return isinstance(error, IntegrityError) or state == DEADLOCK
