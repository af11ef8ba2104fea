"""When a job is due again."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol

from django.utils import timezone

# Ticks come a little early or late: what is due within half a minute is due.
SLACK = timedelta(seconds=30)


class Rhythm(Protocol):
    def after(self, began: datetime) -> datetime:
        """Return when a job is due that began its last run at *began*."""


@dataclass(frozen=True)
class Every:
    """Again and again, so many minutes apart."""

    minutes: int

    def after(self, began: datetime) -> datetime:
        return began + timedelta(minutes=self.minutes) - SLACK

    def __str__(self) -> str:
        return "每分钟" if self.minutes == 1 else f"每 {self.minutes} 分钟"


@dataclass(frozen=True)
class Nightly:
    """Once a day, at a time of the office's clock."""

    at: time

    def after(self, began: datetime) -> datetime:
        local = timezone.localtime(began)
        tonight = local.replace(
            hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0, fold=0
        )
        return tonight if tonight > local else tonight + timedelta(days=1)

    def __str__(self) -> str:
        return f"每天 {self.at:%H:%M}"
