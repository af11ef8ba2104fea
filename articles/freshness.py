"""Floor 2: which parts of the site have not moved for too long (T-VETO-03, T-VETO-04, T-UI-08).

An inspector counts the days since the newest date on the page, which is the day of first
publication; a new edition of an old report does not make a column fresh.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q
from django.utils import timezone

from articles.models import Article, Channel

Update = Channel.Update
HOME_DAYS = 14
# Six months are counted as 180 days and a year as 365: rather a warning too early.
DAYS = {Update.FORTNIGHT: 14, Update.HALF_YEAR: 180, Update.YEAR: 365}
MOST_STALE = 5  # columns past their limit; from here on the inspection is failed as a whole


@dataclass(frozen=True)
class Freshness:
    """How long one page has not moved; *channel* is None for the home page."""

    channel: Channel | None
    last: datetime | None
    days: int
    limit: int | None
    is_blank: bool = False

    @property
    def name(self) -> str:
        """What an editor calls it."""
        return self.channel.name if self.channel else "首页"

    @property
    def is_late(self) -> bool:
        """Whether the limit has passed, or nothing stands there at all."""
        return self.is_blank or (self.limit is not None and self.days >= self.limit)

    @property
    def is_warned(self) -> bool:
        """From five sevenths of the limit on: day 10 of 14."""
        return self.limit is not None and self.days * 7 >= self.limit * 5

    @property
    def is_counted_down(self) -> bool:
        """From half the limit on: day 7 of 14."""
        return self.is_late or (self.limit is not None and self.days * 2 >= self.limit)

    @property
    def text(self) -> str:
        """The state in words."""
        if self.is_blank:
            return "空白栏目：没有一篇公开的稿件，读者的导航里看不到它"
        if self.is_late:
            over = self.days - self.limit
            end = f"超过期限 {over} 天" if over else "已到期限"
            return f"已 {self.days} 天没有更新，{end}"
        left = f"已 {self.days} 天没有更新，还有 {self.limit - self.days} 天到期"
        return f"{left}，请尽快安排" if self.is_warned else left


def stale_pages() -> list[Freshness]:
    """Return the home page and the columns whose countdown runs, the most urgent first.

    Two queries, however many columns and articles there are.
    """
    now = timezone.now()
    found = [home_page(now), *(_of(channel, now) for channel in _columns(now))]
    due = [page for page in found if page.is_counted_down]
    return sorted(due, key=lambda page: (not page.is_late, (page.limit or 0) - page.days))


def home_page(now: datetime) -> Freshness:
    """Return how long nothing at all was published."""
    last = Article.objects.published(now).aggregate(last=Max("first_published_at"))["last"]
    days = _days(last, now) if last else 0
    return Freshness(None, last, days, HOME_DAYS if last else None)


def _columns(now: datetime) -> list[Channel]:
    shown = Q(articles__in=Article.objects.published(now).order_by())
    counted = Channel.objects.annotate(
        last=Max("articles__first_published_at", filter=shown),
        filled=Count("articles", filter=shown),
    )
    return list(counted)


def _of(channel: Channel, now: datetime) -> Freshness:
    days = _days(channel.last, now) if channel.last else 0
    limit = DAYS.get(channel.update_cycle)
    return Freshness(channel, channel.last, days, limit, is_blank=not channel.filled)


def _days(last: datetime, now: datetime) -> int:
    return (timezone.localdate(now) - timezone.localdate(last)).days
