"""Floor 4: captions as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.db.models.fields.files import FieldFile

from articles.models import PhotoCaption, StoredPicture


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
    gone = lost(slot.image.name for slot in slots if slot.image)
    for slot in slots:
        if slot.image.name in gone:
            slot.image = ""
    return slots


def is_lost(image: FieldFile) -> bool:
    """Whether a row names a file that the storage has not."""
    return bool(image) and image.name in lost([image.name])


def lost(names: Iterable[str]) -> set[str]:
    """Return those of *names* whose file is gone.

    A disk is asked for each; a bucket would need a request for each, so the register says what
    was last seen to be missing there: one query for a page that shows pictures.
    """
    wanted = set(names)
    if not wanted:
        return set()
    if isinstance(storages["default"], FileSystemStorage):
        return {name for name in wanted if not default_storage.exists(name)}
    return StoredPicture.objects.lost_among(wanted)
