"""The trail as it is found empty, and who reads it."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from tests.conftest import member


@pytest.fixture(autouse=True)
def empty_trail(db: None) -> None:
    """Begin without the entries that making the roles left."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_auditentry")
        cursor.execute("DELETE FROM articles_auditchain")


@pytest.fixture
def auditor(db: None) -> User:
    """古丽娜 keeps watch: 审计员; she reads the trail and nothing else."""
    return member("gulina", "古丽娜", "审计员")


@pytest.fixture
def watch(auditor: User) -> Client:
    """The browser of the auditor."""
    client = Client()
    client.force_login(auditor)
    return client


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
