"""Floor 1: the one door for pictures; captions, portraits and pictures in the text share it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models.fields.files import FieldFile

from articles.imaging import (
    EXTENSIONS,
    BadPicture,
    Picture,
    clean_picture,
    refuse_by_size,
    renditions,
)

from .stored_picture import StoredPicture

ACCEPT = ",".join(extension for kind in EXTENSIONS.values() for extension in kind)


class CleanedUpload(ContentFile):
    """An uploaded picture that has passed ``clean_picture`` and waits to be stored."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(picture.data, name=picture.name)
        self.picture = picture


def cleaned_upload(upload: UploadedFile) -> CleanedUpload:
    """Return *upload* cleaned; raise ValidationError with the reason in Chinese.

    A file that is too large is refused by its announced size, before it is read.
    """
    try:
        refuse_by_size(upload.size or 0)
        upload.seek(0)
        return CleanedUpload(clean_picture(upload.read(), filename=upload.name or ""))
    except BadPicture as reason:
        raise ValidationError(str(reason), code="bad_picture") from reason


def store_picture(picture: Picture, storage: Storage) -> str:
    """Store *picture* and its renditions and register it; return its storage name."""
    for name, data in renditions(picture).items():
        storage.save(name, ContentFile(data))
    name = storage.save(picture.name, ContentFile(picture.data))
    StoredPicture.objects.register(name, picture.data)
    return name


class PictureFormField(forms.FileField):
    """An upload that must be a picture; what it returns is cleaned already."""

    default_error_messages = {"empty": "文件是空的。"}

    def to_python(self, data: UploadedFile | None) -> CleanedUpload | None:
        upload = super().to_python(data)
        return cleaned_upload(upload) if upload else None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        attrs = super().widget_attrs(widget)
        attrs.setdefault("accept", ACCEPT)
        return attrs


class PictureFile(FieldFile):
    """The stored picture of a row; what is saved through it passes the door as well."""

    def save(self, name: str, content: File, save: bool = True) -> None:  # noqa: FBT001, FBT002
        """Clean *content* and store it; the name only says what kind of picture it claims to be."""
        if not isinstance(content, CleanedUpload):
            content = CleanedUpload(clean_picture(content.read(), filename=name))
        self.name = store_picture(content.picture, self.storage)
        setattr(self.instance, self.field.attname, self.name)
        self._committed = True
        if save:
            self.instance.save()


class PictureField(models.FileField):
    """A picture: cleaned on the way in, stored with its renditions under an unguessable name."""

    attr_class = PictureFile

    def formfield(self, **kwargs: Any) -> forms.Field:
        return super().formfield(**{"form_class": PictureFormField, "max_length": None, **kwargs})
