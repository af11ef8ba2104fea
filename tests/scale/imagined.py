"""A replica that is only imagined, for the rules of who is asked."""

from dataclasses import dataclass

from django.db import OperationalError

from articles import replicas
from articles.models import Article


@dataclass
class Imagined:
    """What the replica has replayed; None while it does not answer."""

    generation: int | None = 7
    asked: int = 0

    def __call__(self) -> int | None:
        self.asked += 1
        return self.generation


@dataclass(frozen=True)
class First:
    generation: int


def read_from() -> str:
    return replicas.Router().db_for_read(Article)


def dead() -> First:
    raise OperationalError("connection refused")
