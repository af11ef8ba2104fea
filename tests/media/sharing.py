"""A link as its reader has it, shared by the tests of previews."""

from django.contrib.auth.models import User
from django.core.files.base import ContentFile

from articles import previewing
from articles.models import Article, PhotoCaption
from tests.builders import a_draft, a_picture


def a_pictured_draft(**fields: object) -> Article:
    draft = a_draft(**{"title": "尚未发布的报道", **fields})
    PhotoCaption.objects.create(
        article=draft, caption="厂房", image=ContentFile(a_picture(), name="照片.jpg")
    )
    return draft


def a_link(article: Article, maker: User, **order: object) -> str:
    """Return the address of a new link to *article*."""
    _, token = previewing.make(article, actor=maker, **{"purpose": "李科长核对数字", **order})
    return f"/preview/{token}/"
