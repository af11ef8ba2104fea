"""What the tests of ``verify_signatures`` share."""

from articles.models import Article
from articles.workflow.verifying import verify


def faults() -> str:
    """Everything that is wrong with any edition."""
    found = verify(Article.objects.all())
    return "；".join(fault for verdict in found for fault in verdict.faults)


def rows(model: type, **which: object) -> object:
    """The rows of an append-only table, as somebody with the database reaches them."""
    return model._base_manager.filter(**which)
