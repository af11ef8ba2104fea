"""The source, words for pictures, and links that answer."""

import pytest
from django.test import Client

from articles.models import Article, PhotoCaption, SiteIdentity
from articles.proofreading import proofread
from tests.builders import a_draft, a_published
from tests.proofreading.marking import found

pytestmark = pytest.mark.django_db


def a_draft_linking_to(address: str) -> Article:
    return a_draft(body=f'<p>见<a href="{address}">这一篇</a>。</p>')


def test_a_draft_without_a_source_is_blocked() -> None:
    draft = a_draft(source="")

    assert [finding.check_id for finding in proofread(draft) if finding.is_error] == ["source"]


@pytest.mark.parametrize(
    "address", ["/articles/20990001/", "/tags/mei-you/", "/admin/", "/nowhere/", "/zh-hant/tags/x/"]
)
def test_a_dead_internal_link_is_found(address: str) -> None:
    draft = a_draft_linking_to(address)

    [finding] = found(draft, "internal-link")

    assert (finding.is_error, finding.found) == (True, "这一篇")


def test_a_link_to_a_draft_is_dead() -> None:
    draft = a_draft_linking_to(a_draft().get_absolute_url())

    assert len(found(draft, "internal-link")) == 1


def test_links_that_answer_are_left_alone(site: SiteIdentity) -> None:
    address = a_published().get_absolute_url()
    body = "".join(
        f'<p><a href="{one}">见</a></p>'
        for one in (address, f"/zh-hant{address}", "/tags/", f"https://gaoxin.example{address}", "https://mp.weixin.qq.com/s/x", "mailto:a@b.cn")
    )  # fmt: skip
    draft = a_draft(body=body)

    assert proofread(draft) == []


def test_an_outside_link_without_encryption_is_a_warning() -> None:
    [finding] = found(a_draft_linking_to("http://www.example.cn/"), "insecure-link")

    assert not finding.is_error


@pytest.mark.parametrize(
    ("alternative", "is_decorative", "expected"),
    [
        ("", False, ["error"]),
        ("厂房", False, ["warning"]),
        ("工人在车间", False, []),
        ("", True, []),
    ],
)
def test_a_picture_needs_words_of_its_own(
    alternative: str, is_decorative: bool, expected: list[str]
) -> None:
    draft = a_draft()
    PhotoCaption.objects.create(
        article=draft, caption="厂房", alt_text=alternative, is_decorative=is_decorative
    )
    PhotoCaption.objects.update(image="pictures/a.jpg")

    findings = found(draft, "alternative")

    assert [finding.severity for finding in findings] == expected
    assert all(finding.where.anchor == "id_captions-0-alt_text" for finding in findings)


def test_an_awaited_picture_needs_no_words_yet() -> None:
    draft = a_draft()
    PhotoCaption.objects.create(article=draft, caption="厂房")

    assert found(draft, "alternative") == []


def test_the_reports_are_silent_but_for_what_is_wrong_in_them(seeded: None, client: Client) -> None:
    marks = {
        (article.public_id, finding.check_id)
        for article in Article.objects.all()
        for finding in proofread(article)
    }

    assert marks == {
        ("20190001", "source"),
        ("20220001", "source"),
        ("20190001", "percentage"),
    }
