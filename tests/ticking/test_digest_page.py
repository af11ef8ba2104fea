"""The digest is read in the admin by auditors, and by nobody else."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Notification
from articles.ticking import audit_digest

pytestmark = pytest.mark.django_db


def test_auditors_read_it_in_the_admin_and_nobody_else_does(
    auditor: User, aygul: User, root: User, client: Client
) -> None:
    audit_digest.digest()
    client.force_login(auditor)
    page = client.get("/admin/articles/notification/").content.decode()
    row = Notification.objects.get()
    opened = client.post(f"/admin/articles/notification/{row.pk}/open/", {"open": ""})

    assert "审计链完好" in page
    assert "打开审计记录" in page
    assert opened.url == "/admin/articles/auditentry/"
    for other in (aygul, root):
        Notification.objects.create(recipient=other, kind="audit", text="审计链完好")
        client.force_login(other)
        assert "审计链完好" not in client.get("/admin/articles/notification/?all").content.decode()
