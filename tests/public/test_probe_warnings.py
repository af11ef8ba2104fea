"""What /readyz names without calling the site unready: readers are served all the same."""

import socket

import pytest
from django.test import Client

from articles.models import Lease
from articles.public.deadlines import Question
from articles.public.views import probes
from gaoxin.services import cache


@pytest.fixture(autouse=True)
def asked_anew() -> None:
    for question in probes.QUESTIONS.values():
        question.forget()


@pytest.mark.django_db
def test_a_job_that_failed_or_was_forgotten_is_late() -> None:
    assert probes.jobs_state() == "never ran"

    lease = Lease.objects.create(name="letters")
    assert probes.jobs_state() == "ok"

    Lease.objects.filter(pk=lease.pk).update(error="the mail server is gone")
    assert probes.jobs_state() == "late"


@pytest.mark.django_db
def test_a_late_job_is_a_warning(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    late = {"database": "ok", "migrations": "ok", "jobs": "late"}
    monkeypatch.setitem(probes.QUESTIONS, probes.DATABASE, Question(lambda: late))

    response = client.get("/readyz")

    assert (response.status_code, response.json()["jobs"]) == (200, "late")


@pytest.mark.django_db
def test_a_silent_cache_is_a_warning(client: Client, settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    settings.CACHES = {"default": cache(f"redis://127.0.0.1:{port}/0")}

    response = client.get("/readyz")

    assert (response.status_code, response.json()["cache"]) == (200, "no answer")


@pytest.mark.django_db
def test_a_silent_replica_is_a_warning(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent() -> dict[str, str]:
        raise TimeoutError

    monkeypatch.setitem(probes.QUESTIONS, ("replica",), Question(silent))

    response = client.get("/readyz")

    assert (response.status_code, response.json()["replica"]) == (200, "no answer")
