"""Every content that an edition had is kept, once, with who left it so."""

import hashlib

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import AppendOnly, Article
from articles.signing import content_hash
from articles.versions import FOUND, keep
from articles.workflow import perform
from tests.admin.desk import ADD, change_url, form
from tests.builders import a_channel, a_draft


def test_every_save_at_the_desk_keeps_a_version(desk: Client, aygul: User) -> None:
    desk.post(ADD, form(a_channel(), title="第一次"))
    draft = Article.objects.get()
    desk.post(change_url(draft), form(a_channel(), title="第二次", seen_saves=1))

    titles = [(row.number, row.content["title"], row.actor) for row in draft.versions.all()]
    assert titles == [(1, "第一次", aygul), (2, "第二次", aygul)]


def test_a_version_is_the_text_that_its_hash_is_of(aygul: User) -> None:
    draft = a_draft(title="𠮷“引号”\n与 < & >")

    version = keep(draft, actor=aygul, reason="改了标题")

    assert version.content_hash == content_hash(draft)
    assert hashlib.sha256(version.canonical.encode()).hexdigest() == version.content_hash
    assert (version.actor_name, version.reason) == ("阿依古丽", "改了标题")


def test_the_same_content_is_kept_once(aygul: User) -> None:
    draft = a_draft()

    assert keep(draft, actor=aygul).pk == keep(draft, actor=aygul).pk


def test_what_a_step_signs_is_kept_whoever_wrote_it(aygul: User) -> None:
    draft = a_draft()

    perform("submit", draft, actor=aygul)

    version = draft.versions.get()
    assert (version.actor, version.reason) == (None, FOUND)
    assert draft.steps.get().content_hash == version.content_hash


def test_the_first_content_of_an_amended_edition_is_kept(seeded: None, aygul: User) -> None:
    live = Article.objects.get(public_id="20220001")

    draft = perform("amend", live, actor=aygul)

    assert live.versions.get().content_hash == content_hash(live)
    assert draft.versions.get().content_hash == content_hash(draft)


def test_versions_are_never_changed(aygul: User) -> None:
    version = keep(a_draft(), actor=aygul)

    with pytest.raises(AppendOnly):
        version.save()
    with pytest.raises(AppendOnly):
        version.delete()
