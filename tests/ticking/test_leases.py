"""A job runs when it is due, for one holder at a time, and a dead holder is no end of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from threading import Barrier

import pytest
from django.db import connection

from articles.models import Lease
from articles.ticking import run_due, run_one
from articles.ticking.rhythm import Every, Nightly
from tests.ticking.clockwork import a_job, ago, ahead, put


def test_a_job_runs_once_and_again_only_when_it_is_due(db: None) -> None:
    job = a_job()

    first, second = run_due([job]), run_due([job])
    Lease.objects.update(due_at=ago(seconds=1))
    third = run_due([job])

    assert [len(first), len(second), len(third)] == [1, 0, 1]
    lease = Lease.objects.get()
    assert lease.result == "办了"
    assert timedelta(minutes=4) < lease.due_at - lease.began_at < timedelta(minutes=5)


def test_what_somebody_holds_is_left_alone_until_the_lease_runs_out(db: None) -> None:
    job = a_job()
    put("counted", held_until=ahead(minutes=1), holder="another", due_at=ago(hours=1))

    assert run_due([job]) == []
    assert run_one(job) is None

    # The other was killed: nothing was written, its lease ran out.
    put("counted", held_until=ago(seconds=1))
    assert [outcome.result for outcome in run_due([job])] == ["办了"]


def test_who_took_longer_than_the_lease_does_not_write_over_the_next_holder(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    def overrun() -> str:
        put("counted", holder="the next", held_until=ahead(minutes=2))
        return "晚了"

    run_due([a_job(overrun)])

    lease = Lease.objects.get()
    assert (lease.holder, lease.result) == ("the next", "")
    assert lease.held_until > ahead(minutes=1)
    assert "longer than its lease" in caplog.text


def test_two_machines_at_once_run_it_once(transactional_db: None) -> None:
    put("counted", due_at=ago(seconds=1))
    begin, runs = Barrier(6), []
    job = a_job(lambda: runs.append(1) or "办了")

    def machine(_: int) -> int:
        try:
            begin.wait(timeout=10)
            return len(run_due([job]))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as machines:
        assert sorted(machines.map(machine, range(6))) == [0, 0, 0, 0, 0, 1]
    assert runs == [1]


def test_a_job_that_is_forced_runs_before_its_time(db: None) -> None:
    job = a_job()
    run_due([job])

    assert run_one(job).result == "办了"


def test_the_minute_is_not_missed_by_a_tick_that_comes_early() -> None:
    began = datetime(2026, 11, 21, 8, 0, 2, tzinfo=UTC)

    assert Every(1).after(began) < began + timedelta(seconds=55)


@pytest.mark.parametrize(
    ("began", "due"),
    [  # 03:15 in Shanghai is 19:15 of the day before in UTC
        (datetime(2026, 11, 20, 19, 14, tzinfo=UTC), datetime(2026, 11, 20, 19, 15, tzinfo=UTC)),
        (datetime(2026, 11, 20, 19, 15, tzinfo=UTC), datetime(2026, 11, 21, 19, 15, tzinfo=UTC)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), datetime(2027, 1, 1, 19, 15, tzinfo=UTC)),
    ],
)
def test_a_night_is_the_offices_night(began: datetime, due: datetime) -> None:
    assert Nightly(time(3, 15)).after(began) == due
