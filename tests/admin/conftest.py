"""The desk: a signed-in editor's browser."""

import pytest
from django.contrib.auth.models import User
from django.test import Client


@pytest.fixture
def superuser(root: User) -> Client:
    client = Client()
    client.force_login(root)
    return client


@pytest.fixture
def signer(chenjing: User) -> Client:
    client = Client()
    client.force_login(chenjing)
    return client
