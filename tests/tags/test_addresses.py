"""The address of a merged tag is never given to another."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import Tag
from articles.tagging import merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged() -> Tag:
    kept = Tag.objects.create(name="优化营商环境")
    return merge(Tag.objects.create(name="营商环境"), kept)


def test_a_new_tag_of_the_old_name_gets_another_address(merged: Tag) -> None:
    again = Tag.objects.create(name="营商环境")

    assert again.slug == "ying-shang-huan-jing-1"


def test_the_address_is_refused_when_it_is_typed(merged: Tag) -> None:
    tag = Tag(name="新的", slug="ying-shang-huan-jing")

    with pytest.raises(ValidationError, match="已经合并"):
        tag.full_clean()
    with pytest.raises(ValidationError, match="已经合并"):
        tag.save()
