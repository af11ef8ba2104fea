"""Pictures in the bucket, shared by its tests."""

from django.contrib.auth.models import User

from articles.imaging import rendition_name, rendition_widths
from tests.builders import a_draft, publish
from tests.media.library import a_slot

UPLOAD = "/admin/articles/article/picture-upload/"


def published_with_picture(chenjing: User) -> tuple[str, str]:
    """Return the address of an article and the name of its caption's picture."""
    draft = a_draft()
    slot = a_slot(draft, size=(640, 400))
    publish(draft, actor=chenjing)
    return draft.get_absolute_url(), slot.image.name


def renditions_of(name: str) -> list[str]:
    return [rendition_name(name, width=width) for width in rendition_widths(name)]
