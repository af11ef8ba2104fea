"""A site in use, a copy of it, and empty places to put it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.models import Channel, Feedback, Official, SiteIdentity, StoredPicture
from articles.workflow import perform
from tests.builders import a_draft, a_published
from tests.conftest import member
from tests.keeping.sites import FIXTURES, Site, Sites, at, command, rows_of
from tests.media.library import a_slot, an_orphan

HAN = "𠮷野家与🚄「全角」\r\n第二行\t末"
LOST = "pictures/00000000000000000000000000000000-64x40.jpg"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one worker run this folder: the site and its copy are then made once."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("keeping"))


@pytest.fixture(scope="session")
def sites(
    django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sites]:
    """Places beside the database of the other tests, into which nothing is written."""
    with django_db_blocker.unblock():
        made = Sites(tmp_path_factory.mktemp("sites"))
        yield made
        made.throw_away()


@dataclass(frozen=True)
class Kept:
    """A site in use and the copy that was made of it."""

    site: Site
    file: Path
    said: str
    rows: dict[str, list[tuple]]


@pytest.fixture(scope="session")
def kept(sites: Sites, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("kept")
    site, file = sites.new(folder), folder / "kept.tar"
    with django_db_blocker.unblock(), at(site):
        in_use(site)
        said = command("backup", file)
        return Kept(site, file, said, rows_of(site))


def in_use(site: Site) -> None:
    """Leave a site as an office does: reports, steps, pictures, people, and gaps."""
    command("loaddata", *FIXTURES, verbosity=0)
    channel = Channel.objects.filter(slug="yuan-qu-dong-tai").first()
    aygul, root = (
        member("aygul", "阿依古丽", "采编"),
        member("root", "系统管理员", is_superuser=True),
    )
    TOTPDevice.objects.create(user=root, key="00" * 20)
    shown = a_draft(title="有图的报道", channel=channel, created_by=aygul)
    a_slot(shown, size=(640, 400), alt_text="厂房")
    a_published(title="另一篇", channel=channel, body=f"<p>{HAN}</p>")
    perform("submit", a_draft(title="送审的", channel=channel, created_by=aygul), actor=aygul)
    an_orphan()
    Official.objects.create(name="已删除").delete()  # its number is not given again
    identity = SiteIdentity.objects.get()
    identity.contact = "0991-0000000"
    identity.save()  # an entry of the trail with old and new values
    Feedback.objects.update(closed_at=timezone.now())
    StoredPicture.objects.create(name=LOST, sha256="0" * 64, bytes=1, width=64, height=40)
    Session.objects.create(session_key="k" * 32, session_data="secret", expire_date=timezone.now())
    (site.media / "未登记").mkdir()
    (site.media / "未登记" / "照片 1.jpg").write_bytes(b"\xff\xd8 not in any row")
    (site.media / ".gitkeep").write_bytes(b"")


@pytest.fixture
def empty_site(sites: Sites, tmp_path: Path) -> Site:
    return sites.new(tmp_path)


@pytest.fixture(scope="session")
def old_site(
    sites: Sites, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Site:
    """A site with content of its own, which every test leaves as it is."""
    site = sites.new(tmp_path_factory.mktemp("old"))
    with django_db_blocker.unblock(), at(site):
        Channel.objects.create(name="原来的", slug="old")
    (site.media / "原来的.jpg").write_bytes(b"old")
    return site
