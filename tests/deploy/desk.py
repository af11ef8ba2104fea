"""Runs within manage.py: an editor of the site under test."""

import base64
import json

from django.test import Client

from articles.models import Channel
from tests.accounts.door import knock
from tests.admin.desk import form
from tests.builders import a_picture
from tests.conftest import member


def prepare() -> None:
    """Leave an editor who is signed in; print what the tests need to act as her."""
    member("dilnur", "迪丽努尔", "采编")
    desk = Client(SERVER_NAME="127.0.0.1")
    knock(desk, "dilnur", address="127.0.0.1")
    made = {
        "session": desk.cookies["sessionid"].value,
        "fields": form(Channel.objects.first()),
        "picture": base64.b64encode(a_picture((64, 40))).decode(),
    }
    print(json.dumps(made))  # noqa: T201
