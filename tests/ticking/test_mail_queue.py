"""One letter goes once, however many machines tick."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection

from articles.mailing import send_due, write_to
from articles.models import Lease, Letter
from tests.ticking.clockwork import ahead


@pytest.fixture(autouse=True)
def configured(settings) -> None:
    settings.MAILS_NOTIFICATIONS = True


def a_reader_of_mail() -> User:
    return User.objects.create_user("gulina", email="gulina@gaoxin.example")


def test_machines_at_once_send_each_letter_once(transactional_db: None) -> None:
    recipient = a_reader_of_mail()
    for number in range(5):
        write_to({recipient.pk}, subject=str(number))
    begin = Barrier(4)

    def machine(_: int) -> int:
        try:
            begin.wait(timeout=10)
            return send_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as machines:
        sent = sum(machines.map(machine, range(4)))

    assert sent == 5
    assert sorted(letter.subject for letter in mail.outbox) == list("01234")
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_tick_sends_and_says_when_the_server_is_down(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    write_to({a_reader_of_mail().pk}, subject="有稿件等您办理")

    def refused(*_: object) -> None:
        raise TimeoutError

    with monkeypatch.context() as dead:
        dead.setattr("django.core.mail.backends.locmem.EmailBackend.open", refused)
        with pytest.raises(CommandError, match="mail（寄送通知邮件）：邮件服务器没有应答"):
            call_command("tick", "--run", "mail")
    call_command("tick", "--run", "mail")

    assert "寄出 1 封" in capsys.readouterr().out
    assert Lease.objects.get(name="mail").due_at < ahead(minutes=1)
