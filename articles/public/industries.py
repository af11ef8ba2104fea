"""Floor 4: the district's industry clusters as reports speak of them."""

from dataclasses import dataclass

from articles.catalogue.reading import newest, subject_of
from articles.linking import MarkedSentence, Matcher, Target, sentences_naming
from articles.models import Article, Enterprise, Tag
from articles.text.sanitizing import plain_text

REPORTS = 8
LONGEST = 72


@dataclass(frozen=True)
class Cluster:
    """A cluster, the enterprises that reports count among it, and a sentence of a report."""

    tag: Tag
    enterprises: list[Enterprise]
    sentence: MarkedSentence | None = None
    report: Article | None = None


def clusters(tags: list[Tag]) -> list[Cluster]:
    """Return the clusters; *tags* is every tag in use, so that longer names are known.

    Two queries: the enterprises, and the newest reports under any of the clusters.
    """
    members: dict[Tag, list[Enterprise]] = {}
    named = Enterprise.objects.in_use().filter(cluster__isnull=False).select_related("cluster")
    for enterprise in named.order_by("cluster__name", "slug"):
        members.setdefault(enterprise.cluster, []).append(enterprise)
    under_any = newest(map(subject_of, members), REPORTS)
    reports = Article.objects.published().filter(pk__in=under_any)
    texts = [
        (report, plain_text(report.body))
        for report in reports.newest_first().only(
            "public_id", "title", "body", "first_published_at"
        )[:REPORTS]
    ] if members else []  # fmt: skip
    matcher = Matcher([_target(tag) for tag in tags])
    return [_cluster(tag, members, texts, matcher) for tag in members]


def _cluster(
    tag: Tag,
    members: dict[Tag, list[Enterprise]],
    texts: list[tuple[Article, str]],
    matcher: Matcher,
) -> Cluster:
    """Choose the sentence that says most of this cluster alone: it names fewest others."""
    found = [
        (sum(other.name in sentence.text for other in members), sentence, report)
        for report, text in texts
        for sentence in sentences_naming(text, _target(tag), matcher)
    ]
    if not found:
        return Cluster(tag, members[tag])
    _, sentence, report = min(found, key=lambda each: each[0])
    return Cluster(tag, members[tag], sentence.around_the_name(LONGEST), report)


def _target(tag: Tag) -> Target:
    return Target("tag", tag.pk, tag.name, tag.get_absolute_url(), tuple(tag.synonyms.splitlines()))
