"""The address of a preview link opens an unpublished edition: the log does not know it."""

import io

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.media.sharing import a_link, a_pictured_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_what_goes_wrong_under_a_link_is_logged_without_it(
    client: Client, aygul: User, written: io.StringIO
) -> None:
    address = a_link(a_pictured_draft(), aygul)
    token = address.split("/")[2]

    for asked in (address, f"/zh-hant{address}", f"/preview//{token}/", f"{address}nothing"):
        client.options(asked)
        client.post(asked)
        client.get(f"{asked}\0")

    assert "/preview/…/" in written.getvalue()
    assert token not in written.getvalue()
