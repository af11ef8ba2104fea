"""Whatever puts a picture into a row, it passes the one door (P11)."""

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from articles.imaging import NAME_PATTERN, BadPicture
from articles.models import PhotoCaption
from tests.builders import a_draft, a_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot() -> PhotoCaption:
    return a_draft().captions.create(number=1, caption="生产线")


def test_code_that_saves_a_file_by_hand_gets_it_cleaned(slot: PhotoCaption) -> None:
    exif = Image.Exif()
    exif[0x010E] = "拍摄者的私人说明"

    slot.image.save("IMG_0001.jpg", ContentFile(a_picture(exif=exif.tobytes())))

    slot.refresh_from_db()
    assert NAME_PATTERN.match(slot.image.name)
    with slot.image.open() as file:
        assert not Image.open(file).getexif()


def test_what_is_no_picture_is_refused_by_hand_too(slot: PhotoCaption) -> None:
    with pytest.raises(BadPicture):
        slot.image.save("page.jpg", ContentFile(b"<html><script>alert(1)</script>"))

    slot.refresh_from_db()
    assert not slot.image
