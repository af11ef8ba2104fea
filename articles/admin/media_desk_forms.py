"""The media desk's forms: what a picture lacks, and its file."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model

from articles.admin.forms import GuardedForm
from articles.models import PhotoCaption
from articles.models.picture_field import CleanedUpload, cleaned_upload

DETAILS = ("alt_text", "is_decorative", "photographer", "rights")


class DetailsForm(GuardedForm):
    """Alternative text, photographer and rights of one picture, edited where they are missed."""

    class Meta:
        model = PhotoCaption
        fields = DETAILS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        slot = kwargs["instance"]
        super().__init__(*args, **{"auto_id": f"slot-{slot.pk}-%s", "label_suffix": "", **kwargs})

    def _state(self, record: Model) -> str:
        """Only what this form writes: it must not ask the database for each row of a list."""
        values = "\0".join(str(getattr(record, name)) for name in DETAILS)
        return hashlib.sha256(values.encode()).hexdigest()


def cleaned_files(
    files: dict[str, UploadedFile],
) -> tuple[dict[int, CleanedUpload], dict[int, str]]:
    """Return the posted ``image-<slot>`` files that passed the door, and why others did not.

    Decoding takes its time: it is done before any row is locked.
    """
    passed: dict[int, CleanedUpload] = {}
    refused: dict[int, str] = {}
    for name, upload in files.items():
        prefix, _, key = name.partition("-")
        if prefix != "image" or not (key.isascii() and key.isdigit() and len(key) <= 18):
            continue
        try:
            passed[int(key)] = cleaned_upload(upload)
        except ValidationError as reason:
            refused[int(key)] = reason.messages[0]
    return passed, refused
