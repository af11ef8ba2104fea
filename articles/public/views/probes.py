"""Probes for whoever watches the server."""

import os

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, is migrated, and media can be written; 503 otherwise."""
    state = {"database": "ok", "migrations": "ok", "media": "ok"}
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            state["migrations"] = "pending"
    except DatabaseError:
        state["database"] = state["migrations"] = "unreachable"
    if not os.access(settings.MEDIA_ROOT, os.W_OK):
        state["media"] = "not writable"
    good = set(state.values()) == {"ok"}
    return JsonResponse(state, status=200 if good else 503)
