"""The home page of the admin, by task: what waits for this person, oldest first.

The number of queries depends on the person's rights, never on the number of rows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, F, Model, Q, QuerySet, Window
from django.urls import reverse
from django.utils import timezone

from articles.desk import lists
from articles.duties import DUTIES, capacities_of, standing
from articles.freshness import MOST_STALE, Freshness, stale_pages
from articles.models import Article, BulkItem, BulkJob, Feedback, LinkCheck
from articles.working_days import WorkingDays

SHOWN, LINKS_SHOWN = 10, 3
BEGINNING = 120


@dataclass(frozen=True)
class Line:
    """One row: where it leads, what is to be said about it, and whether it is late."""

    title: str
    url: str
    mark: str = ""
    facts: tuple[str, ...] = ()
    note: str = ""
    standing: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Section:
    """A task with its rows; ``total`` counts those not shown as well."""

    key: str
    title: str
    lines: tuple[Line, ...]
    total: int
    empty: str
    unit: str = "篇"
    more: str = ""
    note: str = ""
    is_alarm: bool = False


@dataclass
class Desk:
    """Collects the sections for one person."""

    person: AbstractBaseUser
    sections: list[Section] = field(default_factory=list)

    def add(self, *, right: str, make: Callable[[AbstractBaseUser], Section | None]) -> None:
        """Add what *make* returns, if the person has *right* and there is something to say."""
        if self.person.has_perm(right) and (section := make(self.person)):
            self.sections.append(section)


def home(person: AbstractBaseUser) -> list[Section]:
    """Return the sections of *person*, the most pressing first."""
    desk = Desk(person)
    desk.add(right="articles.view_article", make=_urgent)
    if section := _waiting(person):
        desk.sections.append(section)
    desk.add(right="articles.change_article", make=_returned)
    if section := _jobs(person):
        desk.sections.append(section)
    desk.add(right="articles.handle_feedback", make=_feedback)
    desk.add(right="articles.view_linkcheck", make=_links)
    desk.add(right="articles.view_article", make=_stale)
    desk.add(right="articles.change_article", make=_drafts)
    desk.add(right="articles.view_article", make=_scheduled)
    desk.add(right="articles.view_article", make=_published)
    return desk.sections


def _waiting(person: AbstractBaseUser) -> Section | None:
    """Return what waits for this person by right, level and channel; None without any duty."""
    duties = lists.waiting_rows(capacities_of(person))
    if not duties:
        return None
    found, total = [], 0
    for action, queryset in duties:
        rows, count = _first(queryset.select_related("channel"))
        found += [(action, row) for row in rows]
        total += count
    found = sorted(found, key=lambda pair: pair[1].since)[:SHOWN]
    oldest = found[0][1].since if found else timezone.now()
    calendar = WorkingDays.since(timezone.localdate(oldest))
    return Section(
        "waiting",
        "待我处理",
        tuple(_waiting_line(action, row, calendar) for action, row in found),
        total,
        "没有等您办理的稿件。",
        more=_list(mine="waiting"),
        note=f"最早的在前，显示前 {SHOWN} 篇。" if total > SHOWN else "",
    )


def _waiting_line(action: str, article: Article, calendar: WorkingDays) -> Line:
    duty = DUTIES[action]
    state = standing(duty, article, calendar)
    return Line(
        str(article),
        _change(article),
        mark=duty.label,
        facts=(*_about(article), f"{_when(article.since)} 起等候"),
        standing=state.text,
        is_late=state.is_late,
    )


def _returned(person: AbstractBaseUser) -> Section:
    rows, total = _first(lists.returned_to(person).select_related("channel"))
    return Section(
        "returned",
        "退回给我的",
        tuple(
            Line(
                str(row),
                _change(row),
                mark="已退回",
                facts=(*_about(row), f"{row.last_actor} {_when(row.last_at)} 退回"),
                note=f"原因：{_beginning(row.last_remark)}",
            )
            for row in rows
        ),
        total,
        "没有退回给您的稿件。",
        more=_list(mine="returned"),
    )


def _drafts(person: AbstractBaseUser) -> Section:
    rows, total = _first(lists.drafts_of(person).select_related("channel"))
    return Section(
        "drafts",
        "我的草稿",
        tuple(
            Line(str(row), _change(row), facts=(*_about(row), f"{_when(row.saved_at)} 保存"))
            for row in rows
        ),
        total,
        "您没有草稿。",
        more=_list(mine="drafts"),
    )


def _scheduled(person: AbstractBaseUser) -> Section:
    rows, total = _first(lists.scheduled().select_related("channel"))
    return Section(
        "scheduled",
        "已定时",
        tuple(
            Line(str(row), _change(row), mark=f"{_when(row.visible_from)} 发布", facts=_about(row))
            for row in rows
        ),
        total,
        "没有定时发布的稿件。",
        more=_list(stage="scheduled"),
    )


def _published(person: AbstractBaseUser) -> Section:
    rows, total = _first(lists.recently_published().select_related("channel"))
    return Section(
        "published",
        "最近发布",
        tuple(
            Line(str(row), _change(row), facts=(*_about(row), f"{_when(row.visible_from)} 公开"))
            for row in rows
        ),
        total,
        "还没有公开的稿件。",
        more=_list(stage="published"),
    )


def _urgent(person: AbstractBaseUser) -> Section | None:
    rows, total = _first(lists.urgent().select_related("channel"))
    if not rows:
        return None
    duty, calendar = DUTIES["countersign"], WorkingDays(())
    states = [standing(duty, row, calendar) for row in rows]
    return Section(
        "urgent",
        "等待补签的紧急发布",
        tuple(
            Line(
                str(row),
                _change(row),
                mark="紧急发布，尚未补签",
                facts=(*_about(row), f"须在 {_when(row.countersign_by)} 前补签"),
                standing=state.text,
                is_late=state.is_late,
            )
            for row, state in zip(rows, states, strict=True)
        ),
        total,
        "",
        more=_list(stage="urgent"),
        note="没有经过三审就公开的稿件。须由另一位有三审权限的同志尽快补签，或者撤稿。",
        is_alarm=True,
    )


def _stale(person: AbstractBaseUser) -> Section:
    pages = stale_pages()
    late = sum(page.is_late and page.channel is not None for page in pages)
    note = f"超期和空白的栏目共 {late} 个；满 {MOST_STALE} 个，检查时单项否决。" if late else ""
    return Section(
        "stale",
        "首页和栏目更新",
        tuple(_stale_line(page) for page in pages),
        len(pages),
        "首页和各栏目都在更新期限之内。",
        unit="处",
        note=note,
        is_alarm=any(page.is_late for page in pages),
    )


def _stale_line(page: Freshness) -> Line:
    channel = page.channel
    return Line(
        page.name,
        _list(channel__id__exact=channel.pk) if channel else _list(stage="published"),
        mark="空白" if page.is_blank else "超期" if page.is_late else "提醒",
        facts=(f"最近一次 {timezone.localtime(page.last):%Y-%m-%d}",) if page.last else (),
        standing=page.text,
        is_late=page.is_late or page.is_warned,
    )


def _feedback(person: AbstractBaseUser) -> Section:
    rows, total = _first(Feedback.objects.unsettled().order_by("due_on", "pk"))
    return Section(
        "feedback",
        "未办结的读者留言",
        tuple(
            Line(
                _beginning(row.text.replace("\n", " "), most=40),
                reverse("admin:articles_feedback_change", args=[row.pk]),
                mark=row.get_kind_display(),
                facts=(f"回执号 {row.receipt}", f"期限 {row.due_on}"),
                standing=row.punctuality,
                is_late=row.is_late,
            )
            for row in rows
        ),
        total,
        "读者留言都已办结。",
        unit="件",
        more=f"{reverse('admin:articles_feedback_changelist')}?standing=waiting",
    )


def _links(person: AbstractBaseUser) -> Section | None:
    """Addresses that lead nowhere or to somebody else; None where all is well."""
    rows, total = _first(LinkCheck.objects.pressing().order_by("-result", "pk"))
    if not rows:
        return None
    return Section(
        "links",
        "有问题的外部网址",
        tuple(
            Line(
                _beginning(row.address, most=60),
                reverse("admin:articles_linkcheck_change", args=[row.pk]),
                mark=row.get_result_display(),
                facts=(row.detail,),
            )
            for row in rows[:LINKS_SHOWN]
        ),
        total,
        "",
        unit="个",
        more=f"{reverse('admin:articles_linkcheck_changelist')}?result=pressing",
    )


def _jobs(person: AbstractBaseUser) -> Section | None:
    """Confirmed orders that stopped half-way, when the browser closed perhaps."""
    waiting = Q(items__state=BulkItem.State.WAITING)
    jobs = BulkJob.objects.filter(owner=person, finished_at__isnull=True)
    counted = jobs.annotate(size=Count("items"), left=Count("items", filter=waiting))
    rows, total = _first(counted.order_by("pk"))
    if not rows:
        return None
    return Section(
        "jobs",
        "没有办完的批量办理",
        tuple(
            Line(
                str(row),
                reverse("admin:articles_article_bulk_job", args=[row.pk]),
                facts=(f"已办 {row.size - row.left}/{row.size}",),
            )
            for row in rows
        ),
        total,
        "",
        unit="批",
    )


def _first(queryset: QuerySet) -> tuple[list[Model], int]:
    """Return the first rows and how many there are in all; one query."""
    rows = list(queryset.annotate(in_all=Window(Count(F("pk"))))[:SHOWN])
    return rows, rows[0].in_all if rows else 0


def _about(article: Article) -> tuple[str, ...]:
    edition = (f"第 {article.edition} 版",) if article.edition > 1 else ()
    return (article.channel.name if article.channel else "未定栏目", article.public_id, *edition)


def _change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def _list(**conditions: Any) -> str:
    address = reverse("admin:articles_article_changelist")
    return f"{address}?{'&'.join(f'{name}={value}' for name, value in conditions.items())}"


def _when(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def _beginning(text: str, *, most: int = BEGINNING) -> str:
    return text if len(text) <= most else f"{text[:most]}……"
