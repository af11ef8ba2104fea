"""The seed: complete, loaded twice without a second effect, and true to its manuscripts."""

import hashlib
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.serializers import serialize
from django.core.serializers.base import DeserializationError

from articles.models import (
    Article,
    Channel,
    Enterprise,
    Generation,
    HomeFigure,
    KeyFigure,
    Official,
    PhotoCaption,
    RelatedLink,
    SiteIdentity,
    Tag,
    TaggedArticle,
    WorkflowStep,
)
from articles.signing import content_hash
from tests.seeding import load_fixtures

pytestmark = pytest.mark.django_db
CONTENT = (Article, Channel, Enterprise, HomeFigure, KeyFigure, Official, PhotoCaption, RelatedLink, SiteIdentity, Tag, TaggedArticle, WorkflowStep)  # fmt: skip


def snapshot() -> str:
    return "".join(serialize("json", model.objects.order_by("pk")) for model in CONTENT)


def test_loading_twice_changes_nothing(seeded: None) -> None:
    before = snapshot()

    load_fixtures()

    assert snapshot() == before


def test_everything_of_the_inventory_is_there(seeded: None) -> None:
    assert Article.objects.published().count() == 2
    photos = PhotoCaption.objects.filter(kind="photo")
    assert photos.count() == 10
    assert photos.values("caption").distinct().count() == 7
    assert PhotoCaption.objects.filter(kind="video").count() == 1
    assert Official.objects.get().name == "崔玉淼"
    kinds = [row.kind for row in Enterprise.objects.all()]
    assert kinds.count("enterprise") == 6
    assert kinds.count("park") >= 4
    assert kinds.count("institution") >= 4
    assert Enterprise.objects.filter(relation="partner").count() == 4
    assert SiteIdentity.objects.get().is_sample


def test_at_least_sixteen_tags_are_in_both_reports(seeded: None) -> None:
    both = [tag for tag in Tag.objects.all() if tag.tagged_articles.count() == 2]

    assert len(both) >= 16


def test_the_reports_have_their_paragraphs_and_headings(seeded: None) -> None:
    earlier = Article.objects.get(public_id="20190001").body
    later = Article.objects.get(public_id="20220001").body

    assert (earlier.count("<p>"), earlier.count("<h2>")) == (18, 4)
    assert later.count("<p>") == 11


def test_nothing_unknown_was_invented(seeded: None) -> None:
    for article in Article.objects.all():
        assert (article.author, article.responsible_editor, article.source) == ("", "", "")
    assert Article.objects.get(public_id="20220001").data_source == ""
    assert not PhotoCaption.objects.exclude(photographer="", rights="", image="").exists()
    assert Official.objects.get().biography == ""
    dated = dict(Article.objects.values_list("public_id", "dated"))
    assert dated == {"20190001": "2019", "20220001": "2022-12"}


def test_manuscripts_are_kept_verbatim_with_their_digest(seeded: None) -> None:
    received = Path(__file__).parents[1] / "text" / "manuscripts"

    for public_id, name in (("20190001", "2019.txt"), ("20220001", "2022.txt")):
        article = Article.objects.get(public_id=public_id)
        data = (received / name).read_bytes()
        assert article.manuscript.encode() == data
        assert article.manuscript_sha256 == hashlib.sha256(data).hexdigest()


def test_the_first_steps_carry_the_hash_of_what_readers_see(seeded: None) -> None:
    for article in Article.objects.all():
        step = article.steps.get()
        assert (step.action, step.actor) == ("seed", None)
        assert step.content_hash == content_hash(article)


def test_loading_moves_the_generation(db: None) -> None:
    load_fixtures()

    assert Generation.objects.current() > 0


def test_a_broken_fixture_leaves_nothing_behind(tmp_path: Path, db: None) -> None:
    rows = [
        {"model": "articles.channel", "fields": {"name": "甲", "slug": "jia", "description": "甲"}},
        {"model": "articles.photocaption", "fields": {"article": ["20990001", 1], "caption": "乙"}},
    ]
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(rows), encoding="utf-8")

    with pytest.raises(DeserializationError, match="has no article"):
        call_command("loaddata", str(broken), verbosity=0)

    assert not Channel.objects.exists()
