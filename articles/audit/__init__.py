"""Floor 2: the audit trail: what is recorded, the chain it stands in, how it is read and undone."""

from articles.models import AuditEntry

from .recording import record

Action = AuditEntry.Action
Category = AuditEntry.Category
Result = AuditEntry.Result

__all__ = ["Action", "Category", "Result", "record"]
