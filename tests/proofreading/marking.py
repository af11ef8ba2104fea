"""What the tests of proofreading share: a draft with a text, and what is found in it."""

from articles.models import Article, Official
from articles.proofreading import Finding, proofread
from tests.builders import a_draft


def a_text(text: str, **fields: object) -> Article:
    return a_draft(body="".join(f"<p>{line}</p>" for line in text.split("\n")), **fields)


def found(article: Article, check_id: str) -> list[Finding]:
    return [finding for finding in proofread(article) if finding.check_id == check_id]


def the_secretary(**dates: str) -> Official:
    """崔玉淼 with the post as the 2022 report prints it."""
    official = Official.objects.create(name="崔玉淼")
    official.posts.create(title="市委常委、高新区（新市区）委书记", **dates)
    return official
