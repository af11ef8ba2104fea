"""A job that fails stops no other, is said, and is tried again; nothing is late unseen."""

import io

import pytest
from django.core.management import CommandError, call_command

from articles.models import Lease, LinkCheck
from articles.ticking import JOBS, run_due
from articles.ticking.trouble import Trouble
from tests.builders import a_published
from tests.ticking.clockwork import a_job, ago, ahead, put

pytestmark = pytest.mark.django_db


def fail() -> str:
    raise ValueError("磁盘满了")


def find_trouble() -> str:
    raise Trouble("链断开了")


def test_a_failure_stops_no_other_job_and_is_written_down(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    jobs = (a_job(fail, name="broken"), a_job(name="sound"))
    monkeypatch.setattr(run_due, "__defaults__", (jobs,))

    with pytest.raises(CommandError, match="broken（数一数）：ValueError: 磁盘满了") as failed:
        call_command("tick")

    assert failed.value.returncode == 1
    assert "sound：办了" in capsys.readouterr().out
    assert Lease.objects.get(name="broken").error == "ValueError: 磁盘满了"
    assert Lease.objects.get(name="sound").error == ""


def test_a_failure_is_tried_again_ever_later_and_success_ends_it() -> None:
    waits = []
    for _ in range(4):
        put("counted", due_at=ago(seconds=1))
        run_due([a_job(fail)])
        lease = Lease.objects.get()
        waits.append(round((lease.due_at - lease.ended_at).total_seconds() / 60))
    put("counted", due_at=ago(seconds=1))
    run_due([a_job()])

    assert waits == sorted(waits)
    assert waits[-1] <= 40
    lease = Lease.objects.get()
    assert (lease.failures, lease.error) == (0, "")


def test_bad_news_is_told_and_not_sought_again_before_its_time() -> None:
    (outcome,) = run_due([a_job(find_trouble)])

    lease = Lease.objects.get()
    assert outcome.error == lease.error == "链断开了"
    assert lease.due_at == a_job().rhythm.after(lease.began_at)


def test_late_is_what_was_forgotten_or_failed_not_what_runs_or_waits() -> None:
    put("forgotten", due_at=ago(hours=1), held_until=ago(hours=2))
    put("failed", due_at=ahead(hours=1), error="打不开")
    put("running", due_at=ago(hours=1), held_until=ahead(minutes=1))
    put("waiting", due_at=ahead(hours=1), held_until=ago(hours=20))
    put("just due", due_at=ago(minutes=2), held_until=ago(hours=20))

    assert [lease.name for lease in Lease.objects.late()] == ["failed", "forgotten"]


def test_the_list_shows_each_job_with_its_last_and_next_run() -> None:
    put("clean", due_at=ahead(hours=1), began_at=ago(minutes=1), error="打不开", failures=2)
    printed = io.StringIO()

    call_command("tick", "--list", stdout=printed)

    assert "clean　清理过期的登录、链接和记号　每 60 分钟 逾期或出错" in printed.getvalue()
    assert "错误（连续 2 次）：打不开" in printed.getvalue()
    assert "每天 03:15" in printed.getvalue()
    assert "还没有运行过" in printed.getvalue()


def test_one_job_is_run_by_its_name(capsys: pytest.CaptureFixture) -> None:
    call_command("tick", "--run", "contacts")

    assert Lease.objects.get().name == "contacts"
    put("contacts", held_until=ahead(minutes=1))
    with pytest.raises(CommandError, match="正在另一处办理"):
        call_command("tick", "--run", "contacts")


@pytest.mark.usefixtures("site")
def test_every_job_bears_a_new_site_and_a_second_run() -> None:
    a_published(body='<p>见<a href="https://park.example/">园区网</a>。</p>')

    for _ in range(2):
        assert {outcome.error for outcome in run_due()} == {""}
        Lease.objects.update(due_at=ago(seconds=1))

    assert set(Lease.objects.values_list("name", flat=True)) == {job.name for job in JOBS}
    assert LinkCheck.objects.count() == 1
