"""Which migrations a copy, a database and this program have; only the same three fit together."""

import tomllib

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from articles.keeping.refusing import Refused


def release() -> str:
    """Return the number of this release; "" where the program is installed without it."""
    project = settings.BASE_DIR / "pyproject.toml"
    if not project.exists():
        return ""
    return tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"]


def known() -> set[str]:
    """Return the migrations this program brings."""
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def applied(database: BaseDatabaseWrapper) -> set[str]:
    """Return the migrations that *database* has, of the applications this program has."""
    applications = MigrationLoader(None).migrated_apps
    done = MigrationRecorder(database).applied_migrations()
    return {f"{app}.{name}" for app, name in done if app in applications}


def refuse_unless_migrated(database: BaseDatabaseWrapper) -> None:
    """Raise Refused where *database* is older or newer than this program."""
    there, here = applied(database), known()
    if here - there:
        raise Refused(
            f"数据库还缺这一版程序的迁移（{_some(here - there)}）："
            "请先运行 manage.py migrate，或者换回原来那一版程序。"
        )
    if there - here:
        raise Refused(
            f"数据库比程序新（程序没有 {_some(there - here)}）：请换上与数据库相配的程序。"
        )


def refuse_other_release(migrations: list[str], made_by: str) -> None:
    """Raise Refused where a copy with *migrations* is not of this program's making."""
    there, here = set(migrations), known()
    name = f"（{made_by}）" if made_by else ""
    if there - here:
        raise Refused(
            f"这份备份出自另一版程序{name}，本程序没有它的迁移 {_some(there - here)}："
            "请换上那一版程序，再恢复。"
        )
    if here - there:
        raise Refused(
            f"这份备份出自较旧的程序{name}，没有迁移 {_some(here - there)}："
            "请先用那一版程序恢复，再升级程序并运行 manage.py migrate。"
        )


def is_bare() -> bool:
    """Whether the database has not one table of ours: nobody has ever run ``migrate``."""
    return "django_migrations" not in connection.introspection.table_names()


def _some(names: set[str]) -> str:
    first, *others = sorted(names)
    return f"{first} 等 {len(names)} 个" if others else first
