"""T-REV-04: a signature covers the figures, and no figure outlives its sentence."""

import pytest
from django.contrib.auth.models import User

from articles.models import Article
from articles.signing import content_hash
from articles.workflow import NotAllowed, missing, perform
from tests.builders import SENTENCE, a_draft, a_figure, a_published, approve, publish

pytestmark = pytest.mark.django_db


def test_any_change_of_a_figure_voids_the_signature(aygul: User, chenjing: User) -> None:
    draft = a_draft(body=f"<p>{SENTENCE}</p>")
    a_figure(draft, earlier="20.5", earlier_period="2020")
    seen = {content_hash(approve(draft))}
    changes = [
        {"indicator": "别的指标"}, {"printed": "20.5"}, {"value": 42}, {"unit": "万元"}, {"note": "口径"},
        {"period": "2024"}, {"span": "until"}, {"qualifier": "约"}, {"earlier": "20.6"},
        {"earlier_period": "2019"}, {"total": "41", "total_name": "全部"}, {"share": "50"},
        {"sentence": "另一句。"}, {"theme": "city"}, {"part": "其中"}, {"position": 9}, {"code": "F77"},
    ]  # fmt: skip

    for change in changes:
        draft.key_figures.update(**change)
        digest = content_hash(draft)
        assert digest not in seen, change
        with pytest.raises(NotAllowed, match=r"签名已经作废|还不完整"):
            perform("publish", draft, actor=chenjing)
        seen.add(digest)

    draft.key_figures.all().delete()
    assert content_hash(draft) not in seen


def test_an_article_that_lost_the_sentence_cannot_be_signed(chenjing: User) -> None:
    draft = a_draft(body="<p>这一句已经改写。</p>")
    a_figure(draft)

    assert "园区总产值" in missing(draft)[0].text
    with pytest.raises(NotAllowed) as refused:
        publish(draft, actor=chenjing)

    assert SENTENCE in str(refused.value)
    assert not Article.objects.published().exists()


def test_a_new_edition_carries_the_figures_with_their_codes(aygul: User) -> None:
    live = a_published(body=f"<p>{SENTENCE}</p>")
    for position in (2, 1):
        a_figure(live, position=position, note=f"口径 {position}")

    draft = perform("amend", live, actor=aygul)

    assert content_hash(draft) == content_hash(live)
    assert [figure.code for figure in draft.key_figures.all()] == ["F02", "F01"]
    draft.key_figures.all().delete()
    assert live.key_figures.count() == 2
