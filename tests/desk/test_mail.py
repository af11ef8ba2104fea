"""A letter says that something waits, never what it says; and it breaks nothing."""

import pytest
from django.contrib.auth.models import User
from django.core import mail

from articles.workflow import perform
from tests.builders import a_draft
from tests.desk.office import TICKS, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def reachable(mahong: User, aygul: User) -> None:
    for member in (mahong, aygul):
        member.email = f"{member.username}@gaoxin.example"
        member.save()


@pytest.mark.usefixtures("reachable")
def test_the_letter_carries_nothing_of_the_article(
    aygul: User, mahong: User, settings, django_capture_on_commit_callbacks
) -> None:
    settings.MAILS_NOTIFICATIONS = True

    with django_capture_on_commit_callbacks(execute=True):
        article = submitted(aygul, title="尚未公开的标题", body="<p>尚未公开的正文</p>")
    with django_capture_on_commit_callbacks(execute=True):
        perform("send_back", article, actor=mahong, remark="涉及尚未公开的数字")

    to_reviewer, to_author = mail.outbox
    assert to_reviewer.to == ["mahong@gaoxin.example"]
    assert to_reviewer.subject == f"有稿件等您办理（编号 {article.public_id}）"
    assert "https://gaoxin.example/admin/" in to_reviewer.body
    assert to_author.to == ["aygul@gaoxin.example"]
    for letter in mail.outbox:
        assert "尚未公开" not in letter.subject + letter.body


@pytest.mark.usefixtures("reachable")
def test_without_a_server_nothing_is_sent(aygul: User, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        submitted(aygul)

    assert callbacks == []
    assert mail.outbox == []


@pytest.mark.usefixtures("reachable")
def test_a_dead_server_is_logged_and_the_step_stands(
    aygul: User,
    mahong: User,
    settings,
    django_capture_on_commit_callbacks,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.MAILS_NOTIFICATIONS = True
    draft = a_draft(created_by=aygul)

    def refuse(*args: object, **options: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        perform("submit", draft, actor=aygul)

    assert "1 letters were not sent" in caplog.text
    assert mahong.notifications.unread().count() == 1
    perform("pass_first", draft, actor=mahong, **TICKS)
