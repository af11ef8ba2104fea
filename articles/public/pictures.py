"""Floor 4: captions as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models.fields.files import FieldFile

from articles.models import PhotoCaption


@dataclass(frozen=True)
class CaptionGroup:
    """Neighbouring slots with one and the same caption: shown as a grid under one caption."""

    slots: tuple[PhotoCaption, ...]

    @property
    def first(self) -> PhotoCaption:
        return self.slots[0]

    @property
    def count(self) -> int:
        return len(self.slots)

    @property
    def is_awaited(self) -> bool:
        """Whether every file of the group is still to come."""
        return all(slot.is_awaited for slot in self.slots)


def have_files(groups: Iterable[CaptionGroup]) -> bool:
    """Whether any of the groups shows a picture that a reader can open."""
    return any(not group.is_awaited for group in groups)


def group_captions(captions: Iterable[PhotoCaption]) -> list[CaptionGroup]:
    """Group neighbours of the same article, kind, text and credit."""

    def alike(slot: PhotoCaption) -> tuple:
        return (slot.article_id, slot.kind, slot.caption, slot.photographer, slot.rights)

    return [CaptionGroup(tuple(slots)) for _, slots in groupby(stored(captions), key=alike)]


def stored(captions: Iterable[PhotoCaption]) -> list[PhotoCaption]:
    """Return the slots; one whose file is lost is shown as awaited (T-UI-09). Nothing is saved."""
    slots = list(captions)
    for slot in slots:
        if is_lost(slot.image):
            slot.image = ""
    return slots


def is_lost(image: FieldFile) -> bool:
    """Whether a row names a file that the storage has not."""
    return bool(image) and not image.storage.exists(image.name)
