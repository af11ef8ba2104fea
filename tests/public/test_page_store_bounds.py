"""What the page store bears: bursts, floods, an unreachable database, several workers."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import OperationalError, connection
from django.utils import timezone

from articles.models import Generation
from articles.public import asking as page_addresses
from articles.public.results import FILTERS
from articles.public.store import Page
from tests.public.asking import Front

ROOT = Path(page_addresses.__file__).parent
ARTICLE = "/articles/20220001/"


@pytest.mark.django_db(transaction=True)
def test_a_burst_on_a_cold_page_makes_it_once(seeded: None) -> None:
    front, replies, ready = Front(), [], threading.Barrier(8)

    def read() -> None:
        ready.wait()
        try:
            replies.append(front.ask(ARTICLE).body)
        finally:
            connection.close()

    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert front.made == [ARTICLE]
    assert len(replies) == 8
    assert len({*replies}) == 1


@pytest.mark.one_database
@pytest.mark.django_db
def test_memory_has_an_end_and_the_least_used_page_goes_first(
    seeded: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Page, "size", property(lambda page: 120_000))
    front = Front(megabytes=1)

    for address in ("/tags/", "/officials/", "/tags/", "/enterprises/", "/photos/", "/figures/",
                    "/archive/", "/site-map/", "/tags/", "/", "/zh-hant/", "/zh-hant/tags/"):  # fmt: skip
        assert front.ask(address).status == 200

    assert len(front.store) == 8
    asked = len(front.made)
    front.ask("/tags/")
    assert len(front.made) == asked
    front.ask("/officials/")
    assert len(front.made) == asked + 1


@pytest.mark.one_database
@pytest.mark.django_db
def test_nothing_is_kept_when_told_so(seeded: None) -> None:
    front = Front(megabytes=0)

    front.ask("/")
    front.ask("/")

    assert front.made == ["/", "/"]


@pytest.mark.one_database
@pytest.mark.django_db
def test_invented_host_names_fill_no_memory(seeded: None, settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    front = Front()

    for number in range(30):
        assert front.ask("/", Host=f"host-{number}.example").status == 200
    front.ask("/", Host="x" * 200)

    assert len(front.store) == 8


@pytest.mark.one_database
@pytest.mark.django_db
def test_both_schemes_have_their_own_addresses(seeded: None, settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = 1
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    front = Front()

    for said in ("http", "https", "https, http", ""):
        for _ in range(2):
            page = front.ask("/", Host="testserver", X_Forwarded_Proto=said).text
            canonical = "https://" if said.startswith("https") else "http://"
            assert f'<link rel="canonical" href="{canonical}testserver/">' in page, said
    assert len(front.store) == 2


@pytest.mark.django_db
def test_what_was_last_seen_outlives_the_database(
    seeded: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    front, other = Front(), Front()
    page = front.ask(ARTICLE).body
    front.ask("/")
    Generation.objects.move()
    front.ask(ARTICLE)

    def fail(*_: object) -> None:
        raise OperationalError("the server is gone")

    monkeypatch.setattr(connection, "ensure_connection", fail)
    monkeypatch.setattr(connection, "close", lambda: None)

    assert front.ask(ARTICLE).status == 200
    assert len(front.ask(ARTICLE).body) == len(page)
    # "/" was made before the last change: nobody knows whether it still holds.
    assert front.ask("/").status == 503
    assert other.ask(ARTICLE).status == 503
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert front.ask(ARTICLE).status == 503


@pytest.mark.one_database
@pytest.mark.django_db
def test_workers_share_pages_where_a_cache_server_is_given(
    seeded: None, settings: LazySettings, tmp_path: Path
) -> None:
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": str(tmp_path)}}
    one, two = Front(), Front()

    page = one.ask("/", Accept_Encoding="br")
    same = two.ask("/", Accept_Encoding="br")
    Generation.objects.move()
    two.ask("/")
    one.ask("/")

    assert (same.status, same.body) == (page.status, page.body)
    assert same.headers["etag"] == page.headers["etag"]
    assert one.made == ["/"]
    assert two.made == ["/"]


def test_every_parameter_that_a_page_reads_is_known_to_the_store() -> None:
    """One that is not would be left out of the address, and its page answer for another's."""
    known = page_addresses.UNBOUNDED | {"page", "mode"}
    code = "\n".join(path.read_text() for path in ROOT.rglob("*.py"))
    own = {"article", "sentence", "receipt"}  # of the readers' form, which is never kept
    read = {name.split('"')[0] for name in code.split('request.GET.get("')[1:]}

    assert read <= known | own
    assert {*FILTERS, "q"} <= known
