"""A new edition starts as what readers saw: everything is copied, nothing is shared."""

from django.contrib.auth.models import User

from articles.models import Article, PhotoCaption
from articles.signing import content_hash
from articles.workflow import perform


def test_the_amended_draft_is_what_readers_saw(seeded: None, aygul: User) -> None:
    live = Article.objects.get(public_id="20220001")

    draft = perform("amend", live, actor=aygul)

    assert content_hash(draft) == content_hash(live)
    assert draft.captions.count() == 11
    assert draft.tags.count() == live.tags.count()


def test_changing_the_draft_does_not_touch_the_live_edition(seeded: None, aygul: User) -> None:
    live = Article.objects.get(public_id="20220001")
    before = content_hash(live)
    draft = perform("amend", live, actor=aygul)

    draft.captions.first().delete()
    draft.tags.clear()
    draft.related_links.all().delete()

    assert content_hash(Article.objects.get(pk=live.pk)) == before


def test_a_picture_keeps_its_number_and_address_through_editions(seeded: None, aygul: User) -> None:
    live = Article.objects.get(public_id="20220001")
    draft = perform("amend", live, actor=aygul)

    new = PhotoCaption.objects.create(article=draft, caption="新的一幅", position=99)

    numbers = list(draft.captions.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 13))
    assert new.number == 12
    old = live.captions.get(number=5)
    assert draft.captions.get(number=5).get_absolute_url() == old.get_absolute_url()


def test_the_hash_covers_everything_a_reader_sees(seeded: None, aygul: User) -> None:
    live = Article.objects.get(public_id="20220001")
    draft = perform("amend", live, actor=aygul)
    seen = {content_hash(draft)}
    changes = [
        lambda: Article.objects.filter(pk=draft.pk).update(title="另一个标题"),
        lambda: Article.objects.filter(pk=draft.pk).update(body="<p>另一段。</p>"),
        lambda: draft.captions.filter(number=1).update(caption="另一句说明"),
        lambda: draft.captions.filter(number=2).update(photographer="某人"),
        lambda: draft.tags.remove("新材料"),
        lambda: draft.officials.clear(),
        lambda: draft.enterprises.remove(draft.enterprises.first()),
        lambda: draft.related_links.update(label="另一个链接"),
        lambda: draft.captions.get(number=1).tags.clear(),
    ]

    for change in changes:
        change()
        digest = content_hash(Article.objects.get(pk=draft.pk))
        assert digest not in seen
        seen.add(digest)
