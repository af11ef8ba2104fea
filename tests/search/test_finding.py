"""Every record that contains the words is found, in the order that readers expect."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Enterprise, Official, PhotoCaption, SearchDocument, Tag
from articles.search import finding
from articles.search.documents import MODELS, is_findable, words_of
from articles.search.finding import find
from articles.search.query import parse
from articles.text.folding import fold
from tests.builders import a_published
from tests.search.looking import found

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Article:
    return a_published(
        title="园区高质量发展",
        body="<p>2010年为434.44亿元。营商環境越来越好，ＫＬ星品汇开业。</p>",
    )


@pytest.mark.parametrize(
    "typed",
    ["营商环境", "營商環(huán)境", "商环", "434", "44", "434.44", "kl", "KL星", "星", "高质量 营商", "“環境越来”"],
)  # fmt: skip
def test_a_word_is_found_however_it_is_typed(report: Article, typed: str) -> None:
    assert found(typed) == [report.title]


@pytest.mark.parametrize("typed", ["营商 服务业", "境营", "435", "“质量 营商”", "园区营商"])
def test_what_is_not_there_is_not_found(report: Article, typed: str) -> None:
    assert found(typed) == []


def test_words_that_only_share_their_pairs_are_not_found() -> None:
    a_published(body="<p>营商者多，商环其上，环境尚可。</p>")

    assert found("营商环境") == []


def test_all_five_kinds_are_found(report: Article) -> None:
    tag = Tag.objects.create(name="丝路果品", synonyms="果业")
    official = Official.objects.create(name="阿不都·热合曼")
    enterprise = Enterprise.objects.create(full_name="某科技公司", introduction="做果汁")
    PhotoCaption.objects.create(article=report, caption="摘果子的人")
    report.tags.add(tag)
    report.officials.add(official)
    report.enterprises.add(enterprise)
    official.posts.create(title="果园负责人")

    assert found("果") == ["丝路果品", "阿不都·热合曼", "某科技公司", "摘果子的人"]
    assert found("果业") == ["丝路果品"]
    assert found("阿不都热合曼") == found("阿不都•热合曼") == ["阿不都·热合曼"]


def test_titles_come_first_then_what_is_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    for days, title in ((4, "果业旧闻"), (3, "旧文"), (2, "果业新闻"), (1, "新文")):
        monkeypatch.setattr(timezone, "now", lambda days=days: now - timedelta(days=days))
        a_published(title=title, body="<p>果业兴旺。</p>")
    monkeypatch.setattr(timezone, "now", lambda: now)

    assert found("果业") == ["果业新闻", "果业旧闻", "新文", "旧文"]


@pytest.mark.usefixtures("seeded")
def test_no_part_of_the_reports_is_missed() -> None:
    """Recall against a scan, for random parts of every visible record."""
    texts = {}
    for document in SearchDocument.objects.visible():
        texts[document.rank] = document.text_folded
    said = [line for model in MODELS for row in model.objects.all() if is_findable(row) for line in words_of(row).text]  # fmt: skip
    chance = random.Random(4)

    for _ in range(150):
        line = chance.choice(said)
        start = chance.randrange(len(line))
        part = line[start : start + chance.randint(1, 6)]
        if word := fold(part):
            assert set(find(parse(f"“{part}”")).ranks) == {
                rank for rank, text in texts.items() if word in text
            }, part


def test_counting_ends_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST", 3)
    monkeypatch.setattr(finding, "_FIRST", 4)
    monkeypatch.setattr(finding, "_FURTHER", 2)
    for number in range(9):
        a_published(title=f"第{number}篇果业", body="<p>果业</p>" if number % 2 else "<p>园区</p>")

    few, many = find(parse("果业 园区")), find(parse("果业"))

    assert len(many.ranks) == 3
    assert many.has_more
    assert len(few.ranks) == 3
    assert few.has_more


@pytest.mark.parametrize("few", [0, 2000])
def test_facets_narrow_down_by_either_way(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(finding, "_FEW", few)
    one, other = a_published(title="果业一"), a_published(title="果业二")
    tag = Tag.objects.create(name="水果", slug="shui-guo")
    one.tags.add(tag)
    year = timezone.localtime(one.first_published_at).year

    assert found("果业", "tag:shui-guo") == ["果业一"]
    assert found("果业", "tag:shui-guo", f"year:{year}", "kind:article") == ["果业一"]
    assert found("果业", f"channel:{other.channel.slug}") == ["果业二", "果业一"]
    assert found("果业", "year:1999") == found("蔬菜", "tag:shui-guo") == []
