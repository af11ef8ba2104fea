"""The office's own list of terms: kept by those who sign, in the trail, and held against drafts."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import AuditEntry, HouseTerm
from tests.proofreading.marking import a_text, found

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/houseterm/add/"
TYPED = {"term": "经开区", "preferred": "高新区（新市区）", "severity": "error", "note": "示例"}


def test_a_term_is_found_with_its_preferred_form_severity_and_note() -> None:
    HouseTerm.objects.create(**TYPED)

    [finding] = found(a_text("经开区建设提速。"), "house-term")

    assert (finding.fix, finding.is_error) == ("高新区（新市区）", True)
    assert finding.message == "规范写法是“高新区（新市区）”；示例"


def test_a_term_inside_its_preferred_form_is_left_alone() -> None:
    HouseTerm.objects.create(term="高新区", preferred="高新区（新市区）")

    assert found(a_text("高新区（新市区）建设提速。"), "house-term") == []


def test_a_term_without_a_preferred_form_is_only_pointed_at() -> None:
    HouseTerm.objects.create(term="首屈一指")

    [finding] = found(a_text("首屈一指的园区。"), "house-term")

    assert (finding.fix, finding.is_error) == (None, False)


def test_who_signs_keeps_the_list_and_the_trail_knows(client: Client, chenjing: User) -> None:
    client.force_login(chenjing)

    answer = client.post(ADD, TYPED)

    assert answer.status_code == 302
    assert AuditEntry.objects.filter(kind="articles.houseterm", actor=chenjing).exists()


def test_a_writer_reads_the_list_only(desk: Client) -> None:
    assert desk.post(ADD, TYPED).status_code == 403
    assert desk.get("/admin/articles/houseterm/").status_code == 200
    assert desk.get("/admin/articles/waiver/").status_code == 200


def test_no_list_is_shipped(seeded: None) -> None:
    assert not HouseTerm.objects.exists()
