"""T-DB-05: the trail is read, searched and exported by auditors; system administrators do not."""

import csv
import io

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse

from articles.audit import Action, Category, chain, record
from articles.models import AuditEntry, Channel, Official
from tests.builders import a_channel
from tests.conftest import member

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/auditentry/"


def one(entry: AuditEntry) -> str:
    return reverse("admin:articles_auditentry_change", args=[entry.pk])


def table(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))


@pytest.mark.parametrize("who", ["superuser", "superuser with the right", "editor", "system"])
def test_nobody_else_reads_or_exports_the_trail(client: Client, who: str) -> None:
    user = member("other", "某人", "系统管理员" if who == "system" else "采编")
    user.is_superuser = who.startswith("superuser")
    user.save()
    if who == "superuser with the right":
        user.user_permissions.add(Permission.objects.get(codename="view_auditentry"))
    client.force_login(User.objects.get(pk=user.pk))
    entry = AuditEntry.objects.latest("pk")

    answers = [
        client.get(LIST),
        client.get(one(entry)),
        client.post(f"{LIST}export/"),
        client.get(f"{one(entry)[:-7]}history/"),
        client.post(one(entry), {"note": "改"}),
        client.post(f"{one(entry)[:-7]}delete/", {"post": "yes"}),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert LIST not in client.get("/admin/").content.decode()


def test_an_auditor_reads_and_changes_nothing(watch: Client) -> None:
    a_channel()
    entry = AuditEntry.objects.filter(kind="articles.channel").latest("pk")

    seen = watch.get(LIST).content.decode()
    page = watch.get(one(entry)).content.decode()

    assert "栏目：园区动态" in seen
    assert all(words in page for words in ("栏目简介", "园区建设的报道", "按需更新", "尚未封存"))
    assert watch.post(one(entry), {"note": "改"}).status_code == 403
    assert watch.post(f"{one(entry)[:-7]}delete/", {"post": "yes"}).status_code == 403
    assert watch.get("/admin/articles/article/").status_code == 403


def test_an_entry_says_whether_it_is_as_it_was_sealed(watch: Client) -> None:
    entry = record(Category.SETTINGS, Action.CHANGE, note="调整")
    chain.seal()

    page = watch.get(one(entry)).content.decode()

    entry.refresh_from_db()
    assert "与封存时一致" in page
    assert entry.hash in page


@pytest.mark.parametrize("words", ["古丽娜", "203.0.113.9", "人才引进", "党委书记", "崔玉淼"])
def test_entries_are_found_by_person_address_object_and_text(watch: Client, words: str) -> None:
    Channel.objects.create(name="别的", slug="bie-de", description="无关")
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9")
    record(
        Category.LOGIN,
        Action.LOG_IN,
        request=request,
        name="崔玉淼",
        actor_name="古丽娜",
        note="人才引进",
        changes={"title": ["书记", "党委书记"]},
    )
    found = watch.get(LIST, {"q": words}).context["cl"].queryset

    assert found.exists()
    assert not found.filter(name="别的").exists()


def test_filters_narrow_the_list_and_nonsense_does_not_break_it(watch: Client) -> None:
    a_channel()
    filters = {"category__exact": "settings", "result__exact": "done", "did": "create"}

    found = watch.get(LIST, filters).context["cl"].queryset
    nonsense = watch.get(LIST, {"q": "９９９" * 50, "at__gte": "昨天", "did": "x"})

    assert {entry.category for entry in found} == {"settings"}
    assert nonsense.status_code in {200, 302}


def test_the_export_holds_the_filtered_rows_and_is_an_entry(watch: Client, auditor: User) -> None:
    a_channel()
    record(Category.CONTENT, Action.CHANGE, name="=HYPERLINK(1)", note="+1")

    answer = watch.post(f"{LIST}export/?category__exact=content")

    rows = table(b"".join(answer.streaming_content).decode())
    entry = AuditEntry.objects.latest("pk")
    assert [row[9] for row in rows] == ["对象", "'=HYPERLINK(1)"]
    assert rows[1][11] == "'+1"
    assert (entry.category, entry.actor) == ("export", auditor)
    assert "category__exact=content" in entry.note
    assert watch.get(f"{LIST}export/").status_code == 405


def test_the_command_exports_a_stretch_and_is_an_entry() -> None:
    Official.objects.create(name="崔玉淼")
    out = io.StringIO()

    call_command("export_audit", "--from", "2020-01-01", "--to", "2100-01-01", stdout=out)
    empty = io.StringIO()
    call_command("export_audit", "--to", "2020-01-01", stdout=empty)

    rows = table(out.getvalue())
    assert rows[1][7:10:2] == ["负责人", "崔玉淼"]
    assert rows[1][0] == "1"
    assert len(table(empty.getvalue())) == 1
    assert AuditEntry.objects.filter(category="export", actor=None).count() == 2


def test_the_list_asks_no_more_questions_for_more_rows(
    watch: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(40):
        record(Category.SYSTEM, Action.OPERATE, note=str(number))

    with django_assert_max_num_queries(12):
        watch.get(LIST)
