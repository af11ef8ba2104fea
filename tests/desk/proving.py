"""What the tests of ``verify_signatures`` share."""

from articles.models import Article
from articles.workflow.verifying import verify


def faults(**options: dict) -> str:
    merged = options.get("merged_tags", {})
    found = verify(Article.objects.all(), merged_tags=merged)
    return "；".join(fault for verdict in found for fault in verdict.faults)


def rows(model: type, **which: object) -> object:
    """The rows of an append-only table, as somebody with the database reaches them."""
    return model._base_manager.filter(**which)
