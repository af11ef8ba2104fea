"""One confirmed order for many articles: what would happen to each, and then doing it.

Every article has a transaction of its own, in which its row, its steps and the item of the job
move together; a job that stops half-way goes on where it stopped, and nothing is done twice.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from articles import versions
from articles.models import Article, BulkItem, BulkJob, Channel, Tag
from articles.roles import may_work_in
from articles.workflow import Case, NotAllowed, perform, refusal_in

MOST = 200
PORTION = 20
MOST_TAGS = 40

Action, State = BulkJob.Action, BulkItem.State
CHANGED_SINCE = "您确认之后，这篇稿件又有改动，所以没有办。请看过再办。"
STOPPED = "经办人停止了这一批，没有办。"


@dataclass(frozen=True)
class Order:
    """What is to be done to each article, read from the database once."""

    action: str
    tags: tuple[Tag, ...] = ()
    channel: Channel | None = None
    remark: str = ""
    public_notice: str = ""

    @classmethod
    def of(cls, job: BulkJob) -> "Order":
        """Return the order that was confirmed, as far as its tags and its channel still exist."""
        said = job.order
        return cls(
            job.action,
            tuple(Tag.objects.filter(pk__in=said.get("tags", ()))),
            Channel.objects.filter(pk=said.get("channel")).first(),
            said.get("remark", ""),
            said.get("public_notice", ""),
        )

    def as_json(self) -> dict[str, Any]:
        """Return what a job keeps of the order."""
        return {
            "tags": [tag.pk for tag in self.tags],
            "channel": self.channel.pk if self.channel else None,
            "remark": self.remark,
            "public_notice": self.public_notice,
        }


@dataclass(frozen=True)
class Forecast:
    """What would happen to one article, or why nothing would."""

    article: Article
    will: str
    refusal: str
    seen: str


@dataclass(frozen=True)
class Edit:
    """A change of drafts: its reason not to be made, its effect, and both in words."""

    obstacle: Callable[[Article, Order], str]
    apply: Callable[[Article, Order], None]
    words: Callable[[Article, Order], str]


def forecast(order: Order, articles: Iterable[Article], person: AbstractBaseUser) -> list[Forecast]:
    """Return what *order* by *person* would do to each article as it is now."""
    rows = list(articles)
    steps = dict(
        Article.objects.filter(pk__in=[row.pk for row in rows])
        .annotate(last=Max("steps__number"))
        .values_list("pk", "last")
    )
    return [
        Forecast(
            row, _will(order, row), _refusal(order, row, person), _seen(row, steps.get(row.pk))
        )
        for row in rows
    ]


def confirm(
    order: Order, seen: Sequence[tuple[Article, str]], *, person: AbstractBaseUser, token: str
) -> BulkJob:
    """Return the job for what was confirmed; the same *token* is the same job."""
    with transaction.atomic():
        BulkJob.objects.outdated().delete()
        job, is_new = BulkJob.objects.get_or_create(
            token=token,
            defaults={"owner": person, "action": order.action, "order": order.as_json()},
        )
        if is_new:
            BulkItem.objects.bulk_create(
                BulkItem(job=job, position=place, article=article, title=str(article), seen=state)
                for place, (article, state) in enumerate(seen, start=1)
            )
    return job


def proceed(job: BulkJob, *, person: AbstractBaseUser) -> None:
    """Do the next portion of *job*."""
    order = Order.of(job)
    waiting = job.items.filter(state=State.WAITING).values_list("pk", flat=True)
    for key in list(waiting[:PORTION]):
        _take(key, order, person, expected=len(job.order.get("tags", ())))
    _finish(job)


def stop(job: BulkJob) -> None:
    """Leave what is still waiting undone, for good."""
    with transaction.atomic():
        for item in job.items.select_for_update().filter(state=State.WAITING):
            item.state, item.said = State.SKIPPED, STOPPED
            item.save(update_fields=["state", "said"])
        _finish(job)


def _finish(job: BulkJob) -> None:
    if job.finished_at is None and not job.items.filter(state=State.WAITING).exists():
        job.finished_at = timezone.now()
        job.save(update_fields=["finished_at"])


def _take(key: int, order: Order, person: AbstractBaseUser, *, expected: int) -> None:
    """Do one item, unless somebody else just did; a refusal is its result."""
    with transaction.atomic():
        item = BulkItem.objects.select_for_update().get(pk=key)
        if item.state != State.WAITING:
            return
        try:
            with transaction.atomic():
                if len(order.tags) != expected:
                    raise NotAllowed("所选的标签已有改动，请重新办理。")
                item.said = _do(item, order, person)
            item.state = State.DONE
        except NotAllowed as reason:
            item.state, item.said = State.SKIPPED, str(reason)
        item.save(update_fields=["state", "said"])


def _do(item: BulkItem, order: Order, person: AbstractBaseUser) -> str:
    article = _lock(item)
    if item.seen != _seen(article, article.steps.aggregate(last=Max("number"))["last"]):
        raise NotAllowed(CHANGED_SINCE)
    if reason := _refusal(order, article, person):
        raise NotAllowed(reason)
    said = _will(order, article)
    edit = EDITS.get(order.action)
    if edit is None:
        asked = {"remark": order.remark, "public_notice": order.public_notice}
        perform(order.action, article, actor=person, **asked)
    else:
        reason = f"批量{Action(order.action).label}"
        with versions.saving(article, actor=person, reason=reason):
            edit.apply(article, order)
    return said


def _lock(item: BulkItem) -> Article:
    """Lock the editions of the article in the order in which ``perform`` does."""
    public_id = Article.objects.filter(pk=item.article_id).values("public_id")
    editions = Article.objects.select_for_update().filter(public_id__in=public_id)
    for edition in editions.order_by("edition"):
        if edition.pk == item.article_id:
            return edition
    raise NotAllowed("这篇稿件已被删除。")


def _seen(article: Article, last_step: int | None) -> str:
    return f"{article.saves}.{last_step or 0}.{article.status}"


def _will(order: Order, article: Article) -> str:
    edit = EDITS.get(order.action)
    return edit.words(article, order) if edit else PERFORMED[order.action]


def _refusal(order: Order, article: Article, person: AbstractBaseUser) -> str:
    edit = EDITS.get(order.action)
    if edit is None:
        return refusal_in(Case(article), order.action, person)
    return _no_edit(article, person) or edit.obstacle(article, order)


def _no_edit(article: Article, person: AbstractBaseUser) -> str:
    """The rule of the form: drafts only, by right, in one's own channels."""
    if not article.is_draft:
        return f"稿件目前是“{article.stage}”，只有草稿能改。"
    if not person.has_perm("articles.change_article"):
        return "您没有修改稿件的权限。"
    if not may_work_in(person, article.channel):
        return f"您没有分到“{article.channel}”栏目。"
    return ""


def _names(tags: Iterable[Tag]) -> str:
    return "、".join(tag.name for tag in tags)


def _lacking(article: Article, order: Order) -> list[Tag]:
    present = {tag.pk for tag in article.tags.all()}
    return [tag for tag in order.tags if tag.pk not in present]


def _carried(article: Article, order: Order) -> list[Tag]:
    present = {tag.pk for tag in article.tags.all()}
    return [tag for tag in order.tags if tag.pk in present]


def _cannot_add(article: Article, order: Order) -> str:
    lacking = _lacking(article, order)
    if not lacking:
        return "已经有这些标签，没有可改的。"
    total = len(article.tags.all()) + len(lacking)
    return f"标签会有 {total} 个，最多 {MOST_TAGS} 个。" if total > MOST_TAGS else ""


def _cannot_move(article: Article, order: Order) -> str:
    if order.channel is None:
        return "目标栏目已不存在。"
    return "已经在这个栏目，没有可改的。" if article.channel_id == order.channel.pk else ""


def _move(article: Article, order: Order) -> None:
    article.channel = order.channel


def _moving(article: Article, order: Order) -> str:
    return f"从“{article.channel or '未定栏目'}”移到“{order.channel}”"


EDITS: dict[str, Edit] = {
    Action.ADD_TAGS: Edit(
        _cannot_add,
        lambda article, order: article.tags.add(*_lacking(article, order)),
        lambda article, order: f"加上标签：{_names(_lacking(article, order))}",
    ),
    Action.REMOVE_TAGS: Edit(
        lambda article, order: "" if _carried(article, order) else "没有这些标签，没有可改的。",
        lambda article, order: article.tags.remove(*_carried(article, order)),
        lambda article, order: f"去掉标签：{_names(_carried(article, order))}",
    ),
    Action.MOVE: Edit(_cannot_move, _move, _moving),
}
PERFORMED = {
    Action.SUBMIT: "送审，进入一审一校",
    Action.SEND_BACK: "退回为草稿，由采编修改",
    Action.WITHDRAW: "撤下，读者在原网址看到撤稿说明",
}
