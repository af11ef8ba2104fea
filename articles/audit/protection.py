"""The database's own refusal to change the trail, whoever asks, past every model.

An entry may be sealed once, and nothing else of it changes; none that is younger than 183 days
goes (T-DB-07), and the table is not emptied. Making the table anew, as a later migration on
SQLite may, drops the triggers: it has to call ``install`` again, and ``verify_audit`` says so.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "articles_auditentry"
KEPT_DAYS = 183
SEAL = ("number", "previous_hash", "hash")
WORDS = (
    "id", "at", "act", "actor_id", "actor_name", "address", "category", "action", "result",
    "kind", "key", "name", "owner", "changes", "note",
)  # fmt: skip
CHANGED = "审计记录不能修改"
DELETED = f"审计记录须保存 {KEPT_DAYS} 天以上，不能删除"

INSTALL = {
    "sqlite": (
        f"""
        CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON {TABLE}
        WHEN OLD.number IS NOT NULL OR {" OR ".join(f"OLD.{word} IS NOT NEW.{word}" for word in WORDS)}
        BEGIN SELECT RAISE(ABORT, '{CHANGED}'); END
        """,
        f"""
        CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON {TABLE}
        WHEN OLD.at > datetime('now', '-{KEPT_DAYS} days')
        BEGIN SELECT RAISE(ABORT, '{DELETED}'); END
        """,
    ),
    "postgresql": (
        f"""
        CREATE FUNCTION audit_entry_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF OLD.number IS NOT NULL
                OR ({", ".join(f"OLD.{word}" for word in WORDS)})
                   IS DISTINCT FROM ({", ".join(f"NEW.{word}" for word in WORDS)}) THEN
                    RAISE EXCEPTION '{CHANGED}' USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN NEW;
            END IF;
            IF TG_OP = 'DELETE' THEN
                IF OLD.at <= now() - interval '{KEPT_DAYS} days' THEN
                    RETURN OLD;
                END IF;
            END IF;
            RAISE EXCEPTION '{DELETED}' USING ERRCODE = 'restrict_violation';
        END $$
        """,
        f"CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON {TABLE}"
        " FOR EACH ROW EXECUTE FUNCTION audit_entry_refuses()",
        f"CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON {TABLE}"
        " FOR EACH ROW EXECUTE FUNCTION audit_entry_refuses()",
        f"CREATE TRIGGER audit_entry_is_not_emptied BEFORE TRUNCATE ON {TABLE}"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuses()",
    ),
}  # S608 is about values: these are all constants
REMOVE = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS audit_entry_stays",
        "DROP TRIGGER IF EXISTS audit_entry_is_kept",
    ),
    "postgresql": ("DROP FUNCTION IF EXISTS audit_entry_refuses() CASCADE",),
}
PRESENT = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
}
NUMBER = {"sqlite": 2, "postgresql": 3}


def install(connection: BaseDatabaseWrapper) -> None:
    _execute(connection, INSTALL)


def remove(connection: BaseDatabaseWrapper) -> None:
    _execute(connection, REMOVE)


def is_installed(connection: BaseDatabaseWrapper) -> bool:
    """Whether the database itself protects the trail."""
    with connection.cursor() as cursor:
        cursor.execute(PRESENT[connection.vendor], [TABLE])
        return cursor.fetchone()[0] == NUMBER[connection.vendor]


def _execute(connection: BaseDatabaseWrapper, statements: dict[str, tuple[str, ...]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
