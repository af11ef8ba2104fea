"""Probes for whoever watches the server: states in one word each, nothing a stranger could use."""

import pkgutil
import shutil
import tempfile
from functools import cache
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.cache import cache as shared_cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import replicas
from articles.models import Generation, Lease
from articles.public.deadlines import Question, answers

PATIENCE = 1.5  # seconds; what answers later counts as not answering
KEPT = 0.2  # seconds for which an answer is given again
MEGABYTE = 1 << 20
OWN_MEMORY = ("locmem", "dummy")
# Named, but readers and editors are served all the same: no reason to take a server away.
WARNINGS = frozenset({"cache", "jobs", "replica"})


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"process": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when readers and editors can be served; 503 otherwise, and the answer names why.

    Answers within two seconds, whatever hangs.
    """
    state = readiness()
    good = {word for part, word in state.items() if part not in WARNINGS} == {"ok"}
    return JsonResponse(state, status=200 if good else 503)


def readiness() -> dict[str, str]:
    """Return for each part ``ok``, or in a word what is wrong with it."""
    state = {name: "no answer" for names in QUESTIONS for name in names}
    for answer in answers(list(QUESTIONS.values()), within=PATIENCE):
        state |= answer or {}
    return state


def database_state() -> dict[str, str]:
    """Ask on a connection of its own: that of the request's thread may be the one that hangs."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _is_migrated():
            return {"database": "ok", "migrations": "pending"}
        return {"database": "ok", "migrations": "ok", "jobs": jobs_state()}
    finally:
        connection.close()


def jobs_state() -> str:
    """What ``tick`` left undone; only a warning, in a word."""
    if Lease.objects.late().exists():
        return "late"
    return "ok" if Lease.objects.exists() else "never ran"


def _is_migrated() -> bool:
    rows = MigrationRecorder(connection).migration_qs.values_list("app", "name")
    try:
        if shipped_migrations() <= set(rows):
            return True
    except DatabaseError:
        return False  # no table of migrations yet
    # Perhaps only a squashed migration whose parts were applied; only Django can tell.
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


@cache
def shipped_migrations() -> frozenset[tuple[str, str]]:
    """Return the migrations of this release by name. They are not loaded: that costs memory."""
    found = set()
    for label in apps.app_configs:
        name, _ = MigrationLoader.migrations_module(label)
        try:
            package = import_module(name)
        except ModuleNotFoundError:
            continue  # an application without tables
        modules = pkgutil.iter_modules(package.__path__)
        found.update((label, module.name) for module in modules if module.name[0] not in "_~")
    return frozenset(found)


def files_state() -> dict[str, str]:
    """Media are written as an upload would be; a full disk is told before it is full."""
    state = {"disk": "ok", "media": "ok"}
    if any(_free(folder) < settings.DISK_FREE_MB for folder in _written_folders()):
        state["disk"] = "low"
    if isinstance(default_storage, FileSystemStorage):
        try:
            with tempfile.TemporaryFile(dir=settings.MEDIA_ROOT, buffering=0) as file:
                file.write(b"readyz")
        except OSError:
            state["media"] = "not writable"
    return state


def _written_folders() -> list[Path]:
    folders = [Path(settings.MEDIA_ROOT)]
    if connection.vendor == "sqlite":
        folders.append(Path(connection.settings_dict["NAME"]).parent)
    return [folder for folder in folders if folder.is_dir()]


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free // MEGABYTE


def cache_state() -> dict[str, str]:
    """A cache in the process's own memory need not be asked; a silent one looks empty."""
    if any(word in settings.CACHES["default"]["BACKEND"] for word in OWN_MEMORY):
        return {"cache": "ok"}
    shared_cache.set("readyz", "here", timeout=60)
    return {"cache": "ok" if shared_cache.get("readyz") == "here" else "no answer"}


def replica_state() -> dict[str, str]:
    """The replica answers; pages that it does not give are read from the primary."""
    try:
        Generation.objects.db_manager(replicas.REPLICA).current()
        return {"replica": "ok"}
    finally:
        connections[replicas.REPLICA].close()


DATABASE = ("database", "migrations", "jobs")
# What each question answers about.
QUESTIONS = {
    DATABASE: Question(database_state, kept=KEPT),
    ("disk", "media"): Question(files_state, kept=KEPT),
    ("cache",): Question(cache_state, kept=KEPT),
}
if replicas.is_configured():
    QUESTIONS["replica",] = Question(replica_state, kept=KEPT)
