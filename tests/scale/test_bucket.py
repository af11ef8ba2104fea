"""Pictures in a bucket: everything that is done with them, against a local S3 server."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command
from django.test import Client
from moto.server import ThreadedMotoServer

from articles import picture_library
from articles.imaging import rendition_name, rendition_widths
from articles.models import Generation, StoredPicture
from gaoxin.media_storage import MediaStorage
from gaoxin.services import media_store
from tests.builders import a_draft, publish
from tests.media.library import DESK, a_slot, an_orphan, an_upload

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("scale"),
    pytest.mark.one_database,
    # Of the server of the tests, not of ours.
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]
UPLOAD = "/admin/articles/article/picture-upload/"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """An S3 server within this process; its address."""
    made = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    made.start()
    yield "{}:{}".format(*made.get_host_and_port())
    made.stop()


@cache
def the_storage(server: str) -> MediaStorage:
    """Return the storage that all tests share: each has a client, which takes its time."""
    return MediaStorage(**media_store(f"s3://key:secret@{server}/media?tls=off")["OPTIONS"])


@pytest.fixture
def bucket(server: str, settings) -> Iterator[None]:
    """The site's pictures lie in an empty bucket."""
    shared = {"BACKEND": f"{__name__}.the_storage", "OPTIONS": {"server": server}}
    settings.STORAGES = {**settings.STORAGES, "default": shared}
    call_command("make_bucket", verbosity=0, stdout=StringIO())
    made = storages["default"].bucket
    yield
    made.objects.all().delete()
    made.delete()


@pytest.fixture
def requests(bucket: None) -> Iterator[list[str]]:
    """The operations that the store is asked for, as they happen."""
    asked: list[str] = []
    events = storages["default"].connection.meta.client.meta.events

    def note(model: object, **_: object) -> None:
        asked.append(model.name)

    events.register("before-call.s3", note)
    yield asked
    events.unregister("before-call.s3", note)


def published_with_picture(chenjing: User) -> tuple[str, str]:
    """Return the address of an article and the name of its caption's picture."""
    draft = a_draft()
    slot = a_slot(draft, size=(640, 400))
    publish(draft, actor=chenjing)
    return draft.get_absolute_url(), slot.image.name


def test_the_bucket_is_made_once(bucket: None, settings) -> None:
    said = StringIO()

    call_command("make_bucket", stdout=said)

    assert said.getvalue() == "存储桶原已存在。\n"
    settings.STORAGES = {**settings.STORAGES, "default": media_store("")}
    with pytest.raises(CommandError, match="MEDIA_S3"):
        call_command("make_bucket")


def test_an_upload_in_the_admin_lies_in_the_bucket(bucket: None, desk: Client) -> None:
    answer = desk.post(UPLOAD, {"upload": an_upload()})

    said = json.loads(answer.content)
    name = said["fileName"]
    assert said["url"] == f"/media/{name}", "readers never see the bucket"
    assert default_storage.size(name) == StoredPicture.objects.get().bytes
    for width in rendition_widths(name):
        assert default_storage.exists(rendition_name(name, width=width))


def test_readers_get_what_is_published(bucket: None, client: Client, chenjing: User) -> None:
    address, name = published_with_picture(chenjing)
    draft_only = an_orphan().name

    page, picture = client.get(address), client.get(f"/media/{name}")

    assert f"/media/{name}" in page.content.decode()
    assert picture.status_code == 200
    assert picture["Content-Type"] == "image/jpeg"
    assert len(picture.content) == StoredPicture.objects.get(name=name).bytes
    assert client.get(f"/media/{draft_only}").status_code == 404


def test_a_page_asks_the_bucket_nothing(
    bucket: None, client: Client, chenjing: User, requests: list[str]
) -> None:
    address, name = published_with_picture(chenjing)
    requests.clear()

    assert name in client.get(address).content.decode()
    assert requests == []
    client.get(f"/media/{name}")

    assert requests == ["GetObject"], "one request for one file"


def test_a_lost_file_is_noted_and_comes_back(bucket: None, client: Client, chenjing: User) -> None:
    address, name = published_with_picture(chenjing)
    an_orphan()
    with default_storage.open(name) as file:
        data = file.read()
    default_storage.delete(name)
    before = Generation.objects.current()

    assert picture_library.missing() == [name]
    assert picture_library.note_lost() == (1, 0)
    assert name not in client.get(address).content.decode()
    assert Generation.objects.current() > before
    default_storage.save(name, ContentFile(data))
    assert picture_library.note_lost() == (0, 1)

    assert name in client.get(address).content.decode()
    assert picture_library.note_lost() == (0, 0)


def test_an_empty_bucket_is_no_loss(bucket: None) -> None:
    picture = an_orphan()
    for name in (picture.name, *_renditions(picture.name)):
        default_storage.delete(name)

    assert picture_library.note_lost() == (0, 0)


def test_an_unused_file_is_deleted_with_its_renditions(
    bucket: None, django_capture_on_commit_callbacks: Callable
) -> None:
    picture = an_orphan((640, 400))
    assert all(map(default_storage.exists, _renditions(picture.name)))

    with django_capture_on_commit_callbacks(execute=True):
        picture_library.delete(picture.pk)

    assert not any(map(default_storage.exists, (picture.name, *_renditions(picture.name))))
    assert not StoredPicture.objects.exists()


def test_the_media_desk_lists_and_registers(bucket: None, desk: Client) -> None:
    found = an_orphan()
    StoredPicture.objects.all().delete()

    assert picture_library.on_disk() == {found.name}
    assert picture_library.register_found(most=10) == (1, 0)
    assert StoredPicture.objects.get().sha256 == found.sha256
    assert found.name[9:21] in desk.get(f"{DESK}unused/").content.decode()


def test_a_bucket_that_is_gone_is_an_outage_not_a_missing_file(
    bucket: None, client: Client, desk: Client, chenjing: User, settings
) -> None:
    address, name = published_with_picture(chenjing)
    gone = media_store("s3://key:secret@127.0.0.1:1/media?tls=off")
    original = settings.STORAGES
    settings.STORAGES = {**original, "default": gone}

    assert client.get(f"/media/{name}").status_code == 503
    assert name in client.get(address).content.decode()
    assert desk.post(UPLOAD, {"upload": an_upload()}).status_code == 503
    with pytest.raises(OSError, match="connect"):
        picture_library.note_lost()
    settings.STORAGES = original


def test_a_refusal_is_no_missing_file(bucket: None, server: str, settings) -> None:
    other = media_store(f"s3://key:secret@{server}/nobodys?tls=off")
    settings.STORAGES = {**settings.STORAGES, "default": other}

    with pytest.raises(FileNotFoundError):
        default_storage.open("pictures/a.jpg")
    with pytest.raises(ValueError, match="save"):
        default_storage.open("pictures/a.jpg", "wb")


def _renditions(name: str) -> list[str]:
    return [rendition_name(name, width=width) for width in rendition_widths(name)]
