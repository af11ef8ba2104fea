"""P5: nothing in an admin address or form is a server error."""

import pytest
from django.test import Client

from articles.models import Article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
BIG = "9" * 25
LISTS = (
    "article", "photocaption", "official", "enterprise", "tag", "channel", "workflowstep",
    "feedback", "homefigure", "calendarday", "siteidentity",
)  # fmt: skip
FORMS = ("article", "enterprise", "official", "homefigure", "calendarday")
KEYS = ("officials", "enterprises", "cluster", "channel", "figure", "position", "first", "kind")
QUERIES = (
    "q=" + "x" * 60_000, "q=" + "%20".join("abcdefg"), "p=x", "o=x.y", "e=1", f"p={BIG}", "q=%F0%A0%AE%B7",
    "at__year=9999", f"at__year={BIG}", "at__year=1", f"at__month={BIG}", "channel__id__exact=x",
    f"channel__id__exact={BIG}", "stage=x", "articles__title=x", "pk__regex=%5B", "pk__iregex=(a%2B)%2Bb", "_changelist_filters=%5B", "all=",
)  # fmt: skip


def test_lists_bear_any_address(superuser: Client) -> None:
    for name in LISTS:
        for query in QUERIES:
            answer = superuser.get(f"/admin/articles/{name}/?{query}")
            assert answer.status_code < 500, (name, query)
    assert superuser.get("/admin/auth/user/?last_login__year=999999").status_code < 500


def test_rows_that_cannot_be_are_refused(superuser: Client) -> None:
    for name in ("tag", "enterprise", "official", "channel"):
        for key in ("x", "\x00", BIG, "-1", ""):
            posted = {"action": "delete_selected", "_selected_action": [key], "post": "yes"}
            assert superuser.post(f"/admin/articles/{name}/", posted).status_code < 500, key


def test_forms_bear_any_key(superuser: Client) -> None:
    for key in ("abc", "1,x", BIG, "\x00"):
        for name in FORMS:
            page, asked = f"/admin/articles/{name}/add/", dict.fromkeys(KEYS, key)
            assert superuser.get(page, asked).status_code < 500, (page, key)
            assert superuser.post(page, asked).status_code < 500, (page, key)


def test_saving_as_new_is_refused(superuser: Client) -> None:
    live = Article.objects.get(public_id="20220001")

    answer = superuser.post("/admin/articles/tag/1/change/", {"_saveasnew": "1"})

    assert answer.status_code in {302, 403}
    assert superuser.post(f"/admin/articles/article/{live.pk}/change/", {"_saveasnew": "1"}).status_code == 409  # fmt: skip
    assert Article.objects.count() == 2


def test_autocomplete_bears_any_term(superuser: Client) -> None:
    where = "app_label=articles&model_name=taggedarticle&field_name=tag"

    for term in ("x" * 60_000, "%20".join("ab" * 700), "%F0%A0%AE%B7", ""):
        assert superuser.get(f"/admin/autocomplete/?{where}&term={term}").status_code < 500
    assert superuser.get("/admin/autocomplete/?term=x&app_label=x").status_code < 500
