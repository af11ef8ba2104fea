"""Plain builder functions; each names only what its test is about."""

import io
from itertools import count
from typing import Any

from django.contrib.auth.models import User
from PIL import Image

from articles.models import Article, Channel, KeyFigure, SecrecyReview, WorkflowStep
from articles.signing import canonical, content_of, digest
from articles.workflow import LEVELS, Action, perform

NUMBERS = count(1)


def a_channel() -> Channel:
    channel, _ = Channel.objects.get_or_create(
        slug="yuan-qu-dong-tai", defaults={"name": "园区动态", "description": "园区建设的报道"}
    )
    return channel


def a_signer() -> User:
    signer, _ = User.objects.get_or_create(
        username="builder-signer", defaults={"is_staff": True, "is_superuser": True}
    )
    return signer


def a_draft(**fields: Any) -> Article:
    """Return a draft that lacks nothing for signing."""
    defaults = {
        "title": f"第{next(NUMBERS)}篇报道",
        "source": "区融媒体中心",
        "body": "<p>正文一段，说明情况。</p>",
    }
    return Article.objects.create(
        **{"channel": fields.pop("channel", None) or a_channel(), **defaults, **fields}
    )


def approve(draft: Article) -> Article:
    """Leave *draft* as three reviewers and the secrecy reviewer leave it, without their clicks.

    The steps stand in the database as ``perform`` writes them; what a test is about goes
    through ``perform`` itself.
    """
    draft.refresh_from_db()
    content = canonical(content_of(draft))
    said = {"content_hash": digest(content), "article": draft}
    done = draft.steps.count()
    WorkflowStep.objects.bulk_create(
        WorkflowStep(
            number=done + place, action=action, actor=a_reviewer(place), remark="同意",
            has_reviewed=place > 1, has_proofread=place > 1, **said,
        )
        for place, action in enumerate((Action.SUBMIT, *LEVELS), start=1)
    )  # fmt: skip
    SecrecyReview.objects.create(
        number=draft.secrecy_reviews.count() + 1, conclusion="public", basis="不涉密",
        actor=a_reviewer(5), **said,
    )  # fmt: skip
    Article.objects.filter(pk=draft.pk).update(status=Article.Status.APPROVED)
    draft.refresh_from_db()
    return draft


def a_reviewer(place: int) -> User:
    """Return one of the people who stand behind the steps of ``approve``."""
    name = f"builder-{place}"
    return User.objects.filter(username=name).first() or User.objects.create(username=name)


def publish(draft: Article, *, actor: User, **order: Any) -> Article:
    """Publish *draft* as *actor*, all its signatures given."""
    return perform("publish", approve(draft), actor=actor, **order)


def a_published(**fields: Any) -> Article:
    """Return an article that readers see now."""
    return publish(a_draft(**fields), actor=a_signer())


SENTENCE = "2025年，园区总产值由2020年的20.5亿元增加到41亿元。"


def a_figure(article: Article, **fields: Any) -> KeyFigure:
    """Return a figure whose sentence stands in the text of articles made with ``SENTENCE``."""
    defaults = {
        "theme": "economy", "indicator": "园区总产值", "printed": "41", "value": 41, "unit": "亿元",
        "period": "2025", "sentence": SENTENCE,
    }  # fmt: skip
    return KeyFigure.objects.create(article=article, **{**defaults, **fields})


def a_picture(size: tuple[int, int] = (640, 400), kind: str = "JPEG", **save: Any) -> bytes:
    """Return the bytes of a small picture."""
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(buffer, kind, **save)
    return buffer.getvalue()
