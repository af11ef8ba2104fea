"""``/metrics`` for the networks of METRICS_NETWORKS; loaded only where there are any.

Each worker counts into files of a folder that deploy/serve makes (PROMETHEUS_MULTIPROC_DIR),
so that any of them can answer for all.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from articles.counting import tell
from articles.models import Article, Generation, Lease
from articles.public.deadlines import Question, answers
from articles.public.middleware import trusted_proxy
from articles.public.views.probes import PATIENCE, readiness
from gaoxin.requests import milliseconds, route_of

ADDRESS = "/metrics"
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}  # anybody may invent more
SECONDS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10)
REQUESTS = Counter(
    "gaoxin_requests",
    "Requests that the application answered, without what its page store answered",
    ["route", "method", "status"],
    registry=None,
)
DURATION = Histogram(
    "gaoxin_request_seconds", "How long they took", ["route"], buckets=SECONDS, registry=None
)
EVENTS = Counter("gaoxin_events", "What the program counts by name", ["name"], registry=None)
COUNTED = (REQUESTS, DURATION, EVENTS)
Handler = Callable[[HttpRequest], HttpResponse]


def measured(get_response: Handler) -> Handler:
    """Count every request, and answer ``/metrics`` to whom it is for; to others it is no page."""

    def answer(request: HttpRequest) -> HttpResponse:
        return page() if _is_watcher(request) else counted(request)

    def counted(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        with suppress(OSError):  # no room for another file: what is counted is less than a page
            _count_request(request, response)
        return response

    behind_proxies = trusted_proxy(answer)

    def middleware(request: HttpRequest) -> HttpResponse:
        # A proxy that is not trusted hides who asks: everybody would have its address.
        hidden = not settings.TRUSTED_PROXIES and "HTTP_X_FORWARDED_FOR" in request.META
        is_asked = request.path == ADDRESS and request.method in ("GET", "HEAD") and not hidden
        return behind_proxies(request) if is_asked else counted(request)

    return middleware


def _is_watcher(request: HttpRequest) -> bool:
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return any(address in network for network in settings.METRICS_NETWORKS)


def _count_request(request: HttpRequest, response: HttpResponse) -> None:
    route = route_of(request) or "none"
    method = request.method if request.method in METHODS else "other"
    REQUESTS.labels(route, method, f"{response.status_code // 100}xx").inc()
    DURATION.labels(route).observe(milliseconds(request) / 1000)


def page() -> HttpResponse:
    """Return what all workers counted, and what holds at this moment."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
    else:
        for metric in COUNTED:
            registry.register(metric)
    registry.register(Now())
    response = HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    response["Cache-Control"] = "no-store"
    return response


class Now(Collector):
    """What is asked when somebody asks, within the time that a probe has."""

    def collect(self) -> Iterator[Metric]:
        ready = GaugeMetricFamily("gaoxin_ready", "1 where /readyz says ok", labels=["part"])
        for part, state in readiness().items():
            ready.add_metric([part], int(state == "ok"))
        yield ready
        yield from answers([FACTS], within=PATIENCE)[0] or ()

    def describe(self) -> list[Metric]:
        """Nothing: what it will say is not asked when it is registered."""
        return []


def facts_of_site() -> list[Metric]:
    """Return what the database knows."""
    try:
        moved, seen = Generation.objects.current(), Article.objects.published().count()
        return [
            GaugeMetricFamily("gaoxin_generation", "Moves with what readers can see", value=moved),
            GaugeMetricFamily("gaoxin_published_articles", "What readers can see", value=seen),
            *facts_of_jobs(),
        ]
    finally:
        connection.close()


def facts_of_jobs() -> tuple[Metric, Metric]:
    """Return how long ago each job of ``tick`` ended, well or badly, and how often it failed."""
    age = GaugeMetricFamily("gaoxin_job_age_seconds", "Since each job ended", labels=["job"])
    failures = GaugeMetricFamily("gaoxin_job_failures", "Failures in a row", labels=["job"])
    for lease in Lease.objects.exclude(ended_at=None):
        age.add_metric([lease.name], (timezone.now() - lease.ended_at).total_seconds())
        failures.add_metric([lease.name], lease.failures)
    return age, failures


FACTS = Question(facts_of_site)
_events: dict[str, Counter] = {}


def _count_event(name: str) -> None:
    with suppress(OSError):
        if name not in _events:
            _events[name] = EVENTS.labels(name)
        _events[name].inc()


tell(_count_event)
