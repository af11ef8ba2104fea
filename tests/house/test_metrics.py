"""/metrics: for the networks it is for, and no page for anybody else."""

import os
import subprocess
import sys
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from articles.counting import count
from articles.models import Lease
from articles.public.deadlines import Question
from gaoxin import environment, metrics, requests

HOUSE = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def for_staff(settings) -> None:
    settings.METRICS_NETWORKS = [ip_network("10.1.2.0/24"), ip_network("fd00::/64")]
    settings.TRUSTED_PROXIES = 1


def ask(address: str = "/metrics", method: str = "GET", **meta: str) -> HttpResponse:
    handler = requests.numbered(metrics.measured(lambda _: HttpResponse(status=404)))
    return handler(RequestFactory().generic(method, address, **meta))


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("address", ["10.1.2.9", "::ffff:10.1.2.9", "fd00::1"])
def test_staff_networks_read_it(address: str) -> None:
    ask("/somewhere", REMOTE_ADDR="192.0.2.1")
    count("a_word")

    response = ask(REMOTE_ADDR=address)

    text = response.content.decode()
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert 'gaoxin_requests_total{method="GET",route="none",status="4xx"}' in text
    assert 'gaoxin_request_seconds_bucket{le="0.01",route="none"}' in text
    assert 'gaoxin_events_total{name="a_word"}' in text
    assert 'gaoxin_ready{part="database"} 1.0' in text
    assert "\ngaoxin_generation " in text
    assert "\ngaoxin_published_articles " in text


@pytest.mark.django_db
def test_the_age_of_each_job_is_a_figure() -> None:
    Lease.objects.create(name="letters", ended_at=timezone.now() - timedelta(hours=1), failures=2)

    [age], [failures] = (metric.samples for metric in metrics.facts_of_jobs())

    assert 3600 <= age.value < 3700
    assert (failures.labels, failures.value) == ({"job": "letters"}, 2)


@pytest.mark.parametrize(
    "meta",
    [
        {"REMOTE_ADDR": "10.1.3.1"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "nonsense"},
        {"REMOTE_ADDR": "10.1.2.9", "method": "POST"},
        {"REMOTE_ADDR": "10.1.2.9", "HTTP_X_FORWARDED_FOR": "192.0.2.1"},
        {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "10.1.2.9, 192.0.2.7"},
        {"REMOTE_ADDR": "10.1.2.9", "address": "/metrics/"},
    ],
)
def test_to_others_it_is_no_page(meta: dict[str, str]) -> None:
    assert ask(**meta).status_code == 404


def test_a_proxy_nobody_trusts_hides_who_asks(settings) -> None:
    settings.TRUSTED_PROXIES = 0

    assert ask(REMOTE_ADDR="10.1.2.9", HTTP_X_FORWARDED_FOR="10.1.2.9").status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
def test_without_networks_there_is_no_such_page(client: Client) -> None:
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.9").status_code == 404


def test_a_dead_database_is_a_figure_not_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def dead() -> dict:
        raise OSError

    monkeypatch.setattr(metrics, "FACTS", Question(dead))
    monkeypatch.setattr(metrics, "readiness", lambda: {"database": "no answer"})

    response = ask(REMOTE_ADDR="10.1.2.9")

    assert response.status_code == 200
    assert 'gaoxin_ready{part="database"} 0.0' in response.content.decode()


def test_invented_methods_make_no_figures_of_their_own() -> None:
    for number in range(3):
        ask("/somewhere", f"INVENTED{number}")

    names = {
        sample.labels.get("method") for m in metrics.REQUESTS.collect() for sample in m.samples
    }
    assert names <= metrics.METHODS | {"other"}


def test_one_worker_answers_for_all(tmp_path: Path) -> None:
    script = """
import os, django
django.setup()
from gaoxin import metrics
if (child := os.fork()) == 0:
    metrics.EVENTS.labels("by_both").inc()
    os._exit(0)
os.waitpid(child, 0)
metrics.EVENTS.labels("by_both").inc()
registry = metrics.CollectorRegistry()
metrics.MultiProcessCollector(registry)
print(registry.get_sample_value("gaoxin_events_total", {"name": "by_both"}))
"""
    environ = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}

    counted = subprocess.run(
        [sys.executable, "-c", script], cwd=HOUSE, env=environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert counted.stdout.strip() == "2.0"


@pytest.mark.parametrize("bad", ["everyone", "10.1.2.3/24", "0.0.0.0/0", "10.0.0.0/8,::/0"])
def test_networks_are_read_with_care(bad: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METRICS_NETWORKS", bad)

    with pytest.raises(ImproperlyConfigured, match="METRICS_NETWORKS"):
        environment.networks("METRICS_NETWORKS")
