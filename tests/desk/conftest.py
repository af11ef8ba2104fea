"""What the tests of the desk start from."""

import pytest
from django.contrib.auth.models import User

from articles.models import Article, PhotoCaption, Tag
from articles.workflow import perform
from tests.builders import a_draft
from tests.desk.office import TICKS


@pytest.fixture
def tag(db: None) -> Tag:
    return Tag.objects.create(name="新材料")


@pytest.fixture
def live(aygul: User, mahong: User, zhaoyong: User, chenjing: User, sulaiman: User) -> Article:
    """An article that five people brought to its readers, and its picture and tag."""
    draft = a_draft(title="园区", created_by=aygul)
    draft.tags.add(Tag.objects.create(name="示范标签", slug="shi-fan"))
    PhotoCaption.objects.create(article=draft, caption="厂房", position=1)
    perform("submit", draft, actor=aygul)
    for action, signer in (("pass_first", mahong), ("pass_second", zhaoyong), ("pass_third", chenjing)):  # fmt: skip
        perform(action, draft, actor=signer, **TICKS)
    perform("review_secrecy", draft, actor=sulaiman, conclusion="public", basis="规定")
    return perform("publish", draft, actor=chenjing)
