"""修改记录: what was done to a record, by whom, and the way back; from the audit trail.

Whoever may see a record may see its changes; who may change it may take one back. Nothing
else of the trail is shown here: no addresses, no other records.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from articles.admin.clashes import tried_again
from articles.admin.deleting import GuardedDeletion
from articles.admin.office import OfficeAdmin, is_key, viewable
from articles.audit import undoing
from articles.audit.reading import Change, kind_name, lines_of
from articles.audit.recording import identity
from articles.models import AuditEntry


class RecordAdmin(GuardedDeletion, OfficeAdmin):
    """A record of the office: its changes are listed and undoable, its deletion is guarded."""

    def why_no_more(self, deletion: AuditEntry) -> str:
        """Return why the record can not be brought back now, or ""."""
        return ""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("<int:pk>/history/<int:entry>/undo/", view(self.undo_view), name=f"{name}_undo"),
            path("deleted/", view(self.deleted_view), name=f"{name}_deleted"),
            path("deleted/<int:entry>/restore/", view(self.restore_view), name=f"{name}_restore"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        may_restore = self.has_add_permission(request) or self.has_change_permission(request)
        deleted = self._url("deleted") if may_restore else ""
        return super().changelist_view(request, {"deleted_url": deleted, **(extra_context or {})})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """List the record's changes, latest first."""
        record = viewable(self, request, object_id)
        may_undo = self.has_change_permission(request, record)
        changes = [
            {
                "change": change,
                "kind": kind_name(change.first.kind),
                "is_part": change.first.kind != self.opts.label_lower,
                "undo_url": self._undo_url(request, record, change) if may_undo else "",
            }
            for change in undoing.history(identity(record))
        ]
        context = {"record": record, "changes": changes, "most": undoing.MOST_SHOWN}
        return self._page(request, "history", f"修改记录：{record}", context)

    @tried_again
    def undo_view(self, request: HttpRequest, pk: int, entry: int) -> HttpResponse:
        """GET shows what goes back to what, POST does it."""
        record = viewable(self, request, pk)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        change = undoing.change_with(entry, identity(record)) if is_key(entry) else None
        if change is None or not undoing.is_kind_to_undo(change):
            raise Http404("没有这次修改，或者它不能撤销。")
        if not self._may_change(request, change):
            raise PermissionDenied
        refusal = ""
        if request.method == "POST":
            try:
                undoing.undo(change, save=lambda changed: self._save(request, changed))
            except undoing.NotUndoable as reason:
                refusal = str(reason)
            else:
                messages.success(request, f"“{record}”：这次修改已撤销。")
                return HttpResponseRedirect(self._url("history", record.pk))
        refusal = refusal or undoing.why_not(change)
        context = {"record": record, "change": change, "refusal": refusal}
        return self._page(request, "undo", f"撤销修改：{record}", context)

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """List what was deleted and is still gone."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        may_restore = self.has_add_permission(request)
        gone = [
            {"entry": entry, "url": self._url("restore", entry.pk) if may_restore else ""}
            for entry in undoing.deletions(self.model)
        ]
        return self._page(request, "deleted", f"已删除的{self.opts.verbose_name}", {"gone": gone})

    @tried_again
    def restore_view(self, request: HttpRequest, entry: int) -> HttpResponse:
        """GET shows the last values, POST brings the record back."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        deletion = self._deletion(entry)
        refusal = self.why_no_more(deletion)
        if request.method == "POST" and not refusal:
            try:
                record = undoing.restore(
                    deletion, save=lambda restored: self._save(request, restored)
                )
            except undoing.NotUndoable as reason:
                refusal = str(reason)
            else:
                messages.success(request, f"“{record}”已恢复。")
                return HttpResponseRedirect(self._url("change", record.pk))
        context = {"deletion": deletion, "lines": lines_of(deletion), "refusal": refusal}
        return self._page(
            request, "restore", f"恢复{self.opts.verbose_name}：{deletion.name}", context
        )

    def _deletion(self, entry: int) -> AuditEntry:
        deletions = undoing.deletions(self.model) if is_key(entry) else []
        found = next((deletion for deletion in deletions if deletion.pk == entry), None)
        if found is None:
            raise Http404("没有这次删除，或者记录已经恢复。")
        return found

    def _save(self, request: HttpRequest, record: models.Model) -> None:
        """Save a record of this page as its form would; its parts simply."""
        if isinstance(record, self.model):
            change = not record._state.adding
            self.save_model(request, record, None, change)
        else:
            record.save()

    def _may_change(self, request: HttpRequest, change: Change) -> bool:
        """Whether the right covers the part that was changed, a post perhaps."""
        app, model = change.last.kind.split(".")
        return request.user.has_perm(f"{app}.change_{model}")

    def _undo_url(self, request: HttpRequest, record: models.Model, change: Change) -> str:
        if not undoing.is_kind_to_undo(change) or not self._may_change(request, change):
            return ""
        return self._url("undo", record.pk, change.last.pk)

    def _url(self, page: str, *args: object) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def _page(
        self, request: HttpRequest, page: str, title: str, context: dict[str, Any]
    ) -> HttpResponse:
        shared = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "list_url": self._url("changelist"),
        }
        return render(request, f"admin/articles/record/{page}.html", {**shared, **context})
