"""A letter says that something waits, never what it says; who works waits for no mail server."""

from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from articles.mailing import MailServerDown, send_due
from articles.models import Letter
from articles.workflow import perform
from tests.builders import a_draft
from tests.desk.office import TICKS, submitted
from tests.ticking.clockwork import ago, ahead

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def reachable(mahong: User, aygul: User, settings) -> None:
    settings.MAILS_NOTIFICATIONS = True
    for member in (mahong, aygul):
        member.email = f"{member.username}@gaoxin.example"
        member.save()


def refuse(monkeypatch: pytest.MonkeyPatch, method: str, error: Exception) -> None:
    def refused(*args: object, **options: object) -> None:
        raise error

    monkeypatch.setattr(EmailBackend, method, refused)


@pytest.mark.usefixtures("reachable")
def test_the_letter_carries_nothing_of_the_article(aygul: User, mahong: User) -> None:
    article = submitted(aygul, title="尚未公开的标题", body="<p>尚未公开的正文</p>")
    perform("send_back", article, actor=mahong, remark="涉及尚未公开的数字")

    assert mail.outbox == []  # the step does not wait for it
    assert send_due() == 2

    to_reviewer, to_author = mail.outbox
    assert to_reviewer.to == ["mahong@gaoxin.example"]
    assert to_reviewer.subject == f"有稿件等您办理（编号 {article.public_id}）"
    assert "https://gaoxin.example/admin/" in to_reviewer.body
    assert to_author.to == ["aygul@gaoxin.example"]
    for letter in mail.outbox:
        assert "尚未公开" not in letter.subject + letter.body
    assert send_due() == 0


def test_without_a_server_nothing_is_written(aygul: User, mahong: User) -> None:
    User.objects.update(email="somebody@gaoxin.example")

    submitted(aygul)

    assert not Letter.objects.exists()


@pytest.mark.usefixtures("reachable")
def test_a_dead_server_keeps_the_letter_and_the_step_stands(
    aygul: User, mahong: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = a_draft(created_by=aygul)
    perform("submit", draft, actor=aygul)

    with monkeypatch.context() as dead:
        refuse(dead, "open", ConnectionRefusedError())
        with pytest.raises(MailServerDown, match="没有应答：ConnectionRefusedError"):
            send_due()

    assert Letter.objects.get().attempts == 0
    assert send_due() == 1
    assert mahong.notifications.unread().count() == 1
    perform("pass_first", draft, actor=mahong, **TICKS)


@pytest.mark.usefixtures("reachable")
def test_a_letter_that_broke_off_is_tried_again_ever_later(
    aygul: User, mahong: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    submitted(aygul)
    waits = []

    with monkeypatch.context() as flaky:
        refuse(flaky, "send_messages", SMTPServerDisconnected("gone"))
        for _ in range(3):
            Letter.objects.update(due_at=ago(seconds=1))
            with pytest.raises(MailServerDown):
                send_due()
            waits.append(Letter.objects.get().due_at)

    assert waits[0] > ahead(minutes=1)
    assert waits[0] < waits[1] < waits[2]
    assert send_due() == 0  # its time has not come
    Letter.objects.update(due_at=ago(seconds=1))
    assert send_due() == 1


@pytest.mark.usefixtures("reachable")
def test_what_cannot_arrive_is_not_tried_for_ever(
    aygul: User, mahong: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    submitted(aygul)
    with monkeypatch.context() as picky:
        refuse(picky, "send_messages", SMTPRecipientsRefused({}))
        send_due()
    submitted(aygul)
    Letter.objects.update(created=ago(days=3))
    send_due()
    submitted(aygul)
    User.objects.filter(pk=mahong.pk).update(is_active=False)
    send_due()

    assert mail.outbox == []
    assert not Letter.objects.exists()
    assert "mahong" not in caplog.text
