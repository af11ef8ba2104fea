"""Pictures in the library, shared by the tests of the media desk."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.imaging import clean_picture
from articles.models import Article, PhotoCaption, StoredPicture
from articles.models.picture_field import store_picture
from tests.builders import a_picture

DESK = "/admin/articles/photocaption/media-desk/"


def a_slot(article: Article, *, size: tuple[int, int] | None = None, **fields: object):
    """Return a slot of *article*; with a picture when *size* is given."""
    image = {"image": ContentFile(a_picture(size), name="照片.jpg")} if size else {}
    return PhotoCaption.objects.create(article=article, **{"caption": "厂房", **image, **fields})


def an_upload(size: tuple[int, int] = (640, 400), name: str = "厂房.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_picture(size), "image/jpeg")


def an_orphan(size: tuple[int, int] = (64, 40), *, age: timedelta = timedelta(days=2)):
    """Return a registered file that nothing shows."""
    name = store_picture(clean_picture(a_picture(size), filename="a.jpg"), default_storage)
    StoredPicture.objects.filter(name=name).update(uploaded_at=timezone.now() - age)
    return StoredPicture.objects.get(name=name)
