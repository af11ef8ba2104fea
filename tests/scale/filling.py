"""What the office of two servers starts from; runs within manage.py."""

import json

from django.core.management import call_command
from django.test import Client

from articles.accounts import second_factor
from tests.accounts.door import CODE, code_of, knock
from tests.builders import a_draft, a_published, approve
from tests.conftest import member

DRAFTS = 12


def prepare() -> None:
    """Leave tables, approved drafts and a reviewer who is signed in; print what tests need."""
    call_command("migrate", verbosity=0)
    chenjing = member("chenjing", "陈静", "三审", is_superuser=True)
    device = second_factor.offer_device(chenjing)
    second_factor.enrol(chenjing, code_of(device, steps_ago=1))
    desk = Client(SERVER_NAME="127.0.0.1")
    knock(desk, "chenjing")
    desk.post(CODE, {"code": code_of(device)})
    a_published(title="早先的报道")
    drafts = [approve(a_draft(title=f"第{number:02}号报道")) for number in range(DRAFTS)]
    print(json.dumps({  # noqa: T201
        "session": desk.cookies["sessionid"].value,
        "drafts": [[draft.pk, draft.title, draft.get_absolute_url()] for draft in drafts],
    }))  # fmt: skip
