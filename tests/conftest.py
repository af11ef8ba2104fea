"""The cast: who works in the office, what the tests of every floor start from."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, settings

from articles.audit import protection
from articles.models import Channel, SiteIdentity
from articles.public import kept
from articles.public.site import forget_site
from articles.roles import ensure_roles
from tests.seeding import seed

# Time is measured where it is promised; a busy machine must not fail a property.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

PASSWORD = "tianshan-2026-qingsong"
# Who asks for one of these meets the database; pytest-django shuts it to everybody else.
DATABASES = {"db", "transactional_db", "live_server", "front"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what never meets a database: it proves the same beside every one."""
    for item in items:
        has_one = DATABASES & {*item.fixturenames} or item.get_closest_marker("django_db")
        if not has_one:
            item.add_marker(pytest.mark.one_database)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """Let tests empty the audit trail's table; its protection has tests of its own."""
    with django_db_blocker.unblock():
        protection.remove(connection)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Let no test see what the process kept of the last one's database."""
    forget_site()
    kept.forget()


def member(username: str, name: str, *roles: str, **extra: object) -> User:
    """Return a staff member of the office with the given roles."""
    if not Group.objects.filter(name=roles[0] if roles else "采编").exists():
        ensure_roles()
    user = User.objects.create_user(
        username, password=PASSWORD, first_name=name, is_staff=True, **extra
    )
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


@pytest.fixture
def aygul(db: None) -> User:
    """阿依古丽 writes: 采编."""
    return member("aygul", "阿依古丽", "采编")


@pytest.fixture
def wanglei(db: None) -> User:
    """王磊 writes too: 采编, aygul's colleague."""
    return member("wanglei", "王磊", "采编")


@pytest.fixture
def mahong(db: None) -> User:
    """马红 reviews first: 一审."""
    return member("mahong", "马红", "一审")


@pytest.fixture
def zhaoyong(db: None) -> User:
    """赵勇 reviews second: 二审."""
    return member("zhaoyong", "赵勇", "二审")


@pytest.fixture
def sulaiman(db: None) -> User:
    """苏莱曼 looks after secrets: 保密审查员."""
    return member("sulaiman", "苏莱曼", "保密审查员")


@pytest.fixture
def chenjing(db: None) -> User:
    """陈静 reviews third, publishes and withdraws: 三审."""
    return member("chenjing", "陈静", "三审")


@pytest.fixture
def root(db: None) -> User:
    """The superuser, who has every right and skips no rule."""
    return member("root", "系统管理员", is_superuser=True)


@pytest.fixture
def channel(db: None) -> Channel:
    return Channel.objects.create(
        name="园区动态", slug="yuan-qu-dong-tai", description="园区建设的报道"
    )


@pytest.fixture
def site(db: None) -> SiteIdentity:
    return SiteIdentity.objects.create(
        name="乌鲁木齐高新区（新市区）",
        subtitle="信息发布网",
        domain="gaoxin.example",
        site_code="0000000000",
        icp_number="新ICP备000000号",
        host_organisation="乌鲁木齐高新区（新市区）委宣传部",
        contact="电话 000-0000000",
    )


@pytest.fixture
def seeded(db: None) -> None:
    """Both reports, as the fixtures carry them."""
    seed()


@pytest.fixture
def signed_in(client: Client) -> Iterator:
    """Return a function that signs a member in and returns the client."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the settings' own handler writes."""
    [handler] = [h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler]
    before = handler.setStream(stream := io.StringIO())
    yield stream
    handler.setStream(before)


@pytest.fixture
def desk(client: Client, aygul: User) -> Client:
    """The browser of an editor who has signed in."""
    client.force_login(aygul)
    return client
