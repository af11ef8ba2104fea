"""Floor 2: one word for one thing: near-duplicate tags are found, and merged for good.

A merge moves everything that carries the one tag to the other, in one transaction; the old
address leads on for ever, the old name becomes a synonym.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models, transaction
from django.urls import reverse

from articles.audit import Action, Category, record
from articles.models import (
    Article,
    Enterprise,
    Generation,
    Tag,
    TaggedArticle,
    TaggedEnterprise,
    TaggedOfficial,
    TaggedPhotoCaption,
    TagRedirect,
)
from articles.search import index
from articles.search.documents import key_of
from articles.text.resembling_names import name_key, nearness

CARRIERS = (TaggedArticle, TaggedPhotoCaption, TaggedOfficial, TaggedEnterprise)
SHOWN = 100


class NotMergeable(Exception):
    """The tags cannot be merged; the message says why, in Chinese."""


@dataclass(frozen=True)
class Near:
    """Two names that look like one: the tag, the name of it that is near, and in what."""

    tag: Tag
    name: str
    nearness: str


@dataclass(frozen=True)
class Carrier:
    """Something that carries a tag, with the page in the office where it stands."""

    label: str
    url: str


@dataclass(frozen=True)
class Move:
    """What a merge moves, of one kind: how many, and the first of them."""

    label: str
    count: int
    carriers: list[Carrier]


def preferred_names(names: Iterable[str]) -> list[str]:
    """Return each typed name as the vocabulary spells it: a synonym gives the preferred tag.

    Two queries, whatever was typed; unknown names stay as they are, each once.
    """
    typed = list(names)
    if not typed:
        return []
    known = {name.casefold() for name in Tag.objects.values_list("name", flat=True)}
    synonyms: dict[str, str] = {}
    for name, others in _spelled():
        for other in others.splitlines():
            synonyms.setdefault(other.casefold(), name)
    chosen = [
        name if name.casefold() in known else synonyms.get(name.casefold(), name) for name in typed
    ]
    return list(dict.fromkeys(chosen))


def _spelled() -> models.QuerySet:
    return Tag.objects.exclude(synonyms="").order_by("pk").values_list("name", "synonyms")


def near(name: str, *, besides: Tag | None = None, synonyms: Iterable[str] = ()) -> list[Near]:
    """Return the tags that a new tag called *name* would double, closest first.

    Their synonyms count, and those that the new tag itself is to have.
    """
    names = [name, *synonyms]
    found = []
    for tag in Tag.objects.exclude(pk=besides.pk if besides else None).order_by("kind", "name"):
        if one := _nearest(names, tag):
            found.append(one)
    return sorted(found, key=lambda one: len(one.nearness), reverse=True)


def _nearest(names: list[str], tag: Tag) -> Near | None:
    for other in (tag.name, *tag.synonyms.splitlines()):
        for name in names:
            if reason := nearness(name, other):
                return Near(tag, other, reason)
    return None


def new_names(names: Iterable[str]) -> list[str]:
    """Return those of *names* that no tag has yet."""
    known = {name.casefold() for name in Tag.objects.values_list("name", flat=True)}
    return [name for name in names if name.casefold() not in known]


def near_pairs() -> Iterator[tuple[Tag, Tag, str]]:
    """Yield the pairs of tags that look like one, for tidying up.

    Compared are only those that agree when a character is left out.
    """
    tags = list(Tag.objects.order_by("kind", "name"))
    sharing: dict[str, list[tuple[Tag, str]]] = defaultdict(list)
    for tag in tags:
        for name in (tag.name, *tag.synonyms.splitlines()):
            for piece in _pieces(name_key(name)):
                sharing[piece].append((tag, name))
    seen: set[tuple[int, int]] = set()
    for group in sharing.values():
        for number, (one, name) in enumerate(group):
            for other, other_name in group[number + 1 :]:
                pair = (min(one.pk, other.pk), max(one.pk, other.pk))
                if (
                    one.pk != other.pk
                    and pair not in seen
                    and (reason := nearness(name, other_name))
                ):
                    seen.add(pair)
                    yield one, other, reason


def _pieces(key: str) -> list[str]:
    """The key, whole and with each of its characters left out: names one slip apart share one."""
    return [key, *dict.fromkeys(key[:at] + key[at + 1 :] for at in range(len(key)))]


def moves(old: Tag) -> list[Move]:
    """Return everything that merging *old* will move, editions and drafts included."""
    return [
        _move("稿件（各版）", TaggedArticle, old, "articles_article_change"),
        _move("图片与视频", TaggedPhotoCaption, old, "articles_photocaption_change"),
        _move("负责人", TaggedOfficial, old, "articles_official_change"),
        _move("企业、园区与机构", TaggedEnterprise, old, "articles_enterprise_change"),
        _clusters(old),
    ]


def _move(label: str, through: type[models.Model], old: Tag, page: str) -> Move:
    rows = through.objects.filter(tag=old)
    first = rows.select_related("content_object").order_by("-content_object_id")[:SHOWN]
    return Move(label, rows.count(), [_carrier(row.content_object, page) for row in first])


def _clusters(old: Tag) -> Move:
    rows = Enterprise.objects.filter(cluster=old)
    carriers = [_carrier(one, "articles_enterprise_change") for one in rows[:SHOWN]]
    return Move("以它为产业集群的企业", rows.count(), carriers)


def _carrier(record: models.Model, page: str) -> Carrier:
    label = str(record)
    if isinstance(record, Article):
        label = f"{label}（{record.public_id} 第 {record.edition} 版，{record.stage}）"
    return Carrier(label, reverse(f"admin:{page}", args=[record.pk]))


def in_review(old: Tag) -> int:
    """Return how many articles under review carry *old*: the change voids their signatures."""
    under_way = {Article.Status.DRAFT, Article.Status.SIGNED, Article.Status.WITHDRAWN}
    return Article.objects.filter(tags=old).exclude(status__in=under_way).count()


def obstacle(old: Tag, kept: Tag) -> str:
    """Return why *old* cannot be merged into *kept*; "" when it can."""
    if old.pk == kept.pk:
        return "两个是同一个标签，不必合并。"
    is_cluster = Enterprise.objects.filter(cluster=old).exists()
    if is_cluster and kept.kind != Tag.Kind.INDUSTRY:
        return f"“{old.name}”是企业的产业集群，只能并入“产业”类的标签。"
    return ""


def merge(old: Tag, kept: Tag) -> Tag:
    """Move everything from *old* to *kept*, delete *old* and let its address lead to *kept*.

    The number of queries does not grow with what is moved. Raises NotMergeable.
    """
    with transaction.atomic():
        wanted = Tag.objects.filter(pk__in={old.pk, kept.pk}).order_by("pk")
        locked = {tag.pk: tag for tag in wanted.select_for_update()}
        if old.pk not in locked or kept.pk not in locked:
            raise NotMergeable("其中一个标签刚刚已被合并或删除，请重新查看。")
        old, kept = locked[old.pk], locked[kept.pk]
        if reason := obstacle(old, kept):
            raise NotMergeable(reason)
        _note(old, kept)
        for through in CARRIERS:
            _carry_over(through, old, kept)
        Enterprise.objects.filter(cluster=old).update(cluster=kept)
        TagRedirect.objects.filter(tag=old).update(tag=kept)
        index.facet_moved(key_of(old), key_of(kept))
        redirect = TagRedirect(slug=old.slug, name=old.name, tag=kept)
        kept.synonyms = "\n".join([kept.synonyms, old.name, old.synonyms])
        old.delete()
        kept.synonyms = _without(kept.name, Tag._meta.get_field("synonyms").cleaned(kept.synonyms))
        kept.save()
        redirect.save()
        Generation.objects.move()
    return kept


def _note(old: Tag, kept: Tag) -> None:
    """Tell the audit trail which records carry another tag from now on: no signal does."""
    moved = [
        {"key": key, "name": f"{kind._meta.verbose_name} {key}"}
        for kind, keys in _carried(old)
        for key in keys
    ]
    record(
        Category.CONTENT,
        Action.MERGE,
        target=kept,
        changes={
            "merged": [{"key": old.pk, "name": old.name}, {"key": kept.pk, "name": kept.name}],
            "moved": [moved, None],
        },
        note=f"标签“{old.name}”并入“{kept.name}”，改挂 {len(moved)} 处",
    )


def _carried(tag: Tag) -> Iterator[tuple[type[models.Model], Iterable[int]]]:
    for through in CARRIERS:
        kind = through._meta.get_field("content_object").related_model
        yield kind, through.objects.filter(tag=tag).values_list("content_object_id", flat=True)
    yield Enterprise, Enterprise.objects.filter(cluster=tag).values_list("pk", flat=True)


def _without(name: str, synonyms: str) -> str:
    return "\n".join(one for one in synonyms.splitlines() if one.casefold() != name.casefold())


def _carry_over(through: type[models.Model], old: Tag, kept: Tag) -> None:
    """Give *kept* to everything that carries *old*, once where it carries both.

    In bulk, without the signals of single rows: ``merge`` tells search and readers itself.
    """
    both = through.objects.filter(tag=kept).values("content_object")
    doubled = through.objects.filter(tag=old, content_object__in=both)
    doubled._raw_delete(doubled.db)
    through.objects.filter(tag=old).update(tag=kept)
