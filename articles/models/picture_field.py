"""Floor 1: the one door for pictures; captions, portraits and pictures in the text share it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db import models

from articles.imaging import (
    EXTENSIONS,
    BadPicture,
    Picture,
    clean_picture,
    refuse_by_size,
    renditions,
)

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
    """Store *picture* and its renditions; return the storage name of the picture."""
    for name, data in renditions(picture).items():
        storage.save(name, ContentFile(data))
    return storage.save(picture.name, ContentFile(picture.data))


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


class PictureField(models.FileField):
    """A picture: cleaned on the way in, stored with its renditions under an unguessable name."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001
        file = getattr(model_instance, self.attname)
        if file and not file._committed:
            upload = file.file
            if not isinstance(upload, CleanedUpload):
                upload = CleanedUpload(clean_picture(upload.read(), filename=file.name))
            setattr(model_instance, self.attname, store_picture(upload.picture, file.storage))
        return getattr(model_instance, self.attname)

    def formfield(self, **kwargs: Any) -> forms.Field:
        return super().formfield(**{"form_class": PictureFormField, "max_length": None, **kwargs})
