"""Floor 2: the catalogue's SQL, in the two dialects. All of it is made of constants."""

from datetime import datetime

from django.utils import timezone

LISTED, TALLY = "articles_listed", "articles_tally"
# The links that put an article into a list: kind, table, column of the record, of the article.
LINKS = (
    ("tag", "articles_taggedarticle", "tag_id", "content_object_id"),
    ("official", "articles_article_officials", "official_id", "article_id"),
    ("enterprise", "articles_article_enterprises", "enterprise_id", "article_id"),
)
# A change of these moves an edition in its lists, or into and out of them.
MOVING = ("status", "channel_id", "public_id", "first_published_at", "visible_from", "visible_until")  # fmt: skip
COLUMNS = "subject, at, public_id, article_id, is_open"
# Every edition that readers saw, see or will see; the clock is asked when lists are read.
IN_LISTS = "a.status = 'signed' AND (a.visible_until IS NULL OR a.visible_until > a.visible_from)"

TABLES = {
    "sqlite": (
        f"CREATE TABLE {LISTED} (subject text NOT NULL, at datetime NOT NULL,"
        " public_id text NOT NULL, article_id bigint NOT NULL, is_open bool NOT NULL,"
        " PRIMARY KEY (subject, at, public_id, article_id)) WITHOUT ROWID",
        f"CREATE TABLE {TALLY} (subject text NOT NULL, month text NOT NULL,"
        " open integer NOT NULL, PRIMARY KEY (subject, month)) WITHOUT ROWID",
    ),
    "postgresql": (
        f'CREATE TABLE {LISTED} (subject text COLLATE "C" NOT NULL, at timestamptz NOT NULL,'
        ' public_id text COLLATE "C" NOT NULL, article_id bigint NOT NULL,'
        " is_open boolean NOT NULL, PRIMARY KEY (subject, at, public_id, article_id))",
        f'CREATE TABLE {TALLY} (subject text COLLATE "C" NOT NULL,'
        ' month text COLLATE "C" NOT NULL, open integer NOT NULL, PRIMARY KEY (subject, month))',
    ),
}
INDEXES = (
    f"CREATE INDEX {LISTED}_article ON {LISTED} (article_id, subject)",
    f"CREATE INDEX {TALLY}_totals ON {TALLY} (subject, open) WHERE month = ''",
)
PRESENT = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'catalogue_%'",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'catalogue_%'",
}
NUMBER = {"sqlite": 3 + 3 * len(LINKS) + 2, "postgresql": 4 + 3 * len(LINKS) + 2}


def month_of(column: str, vendor: str) -> str:
    """Return the SQL of the month, as ``2026-11``, in the office's time, which has no summer."""
    offset = datetime.now(timezone.get_default_timezone()).utcoffset()
    minutes = int(offset.total_seconds() // 60)
    if vendor == "sqlite":
        return f"substr(datetime({column}, '{minutes:+d} minutes'), 1, 7)"
    return f"to_char({column} AT TIME ZONE INTERVAL '{minutes} minutes', 'YYYY-MM')"


def rows_of(condition: str) -> str:
    """Return the SQL of all rows that the articles ``a`` of the *condition* ought to have."""
    of_article = ("'site'", "'channel:' || a.channel_id")
    parts = [f"{_row(subject)} FROM articles_article a" for subject in of_article]
    parts += [_linked_row(*link) for link in LINKS]
    return " UNION ALL ".join(f"{part} WHERE {condition} AND {IN_LISTS}" for part in parts)


def _row(subject: str) -> str:
    return f"SELECT {subject}, a.first_published_at, a.public_id, a.id, a.visible_until IS NULL"


def _linked_row(kind: str, table: str, record: str, owner: str) -> str:
    row = _row(f"'{kind}:' || l.{record}")
    return f"{row} FROM {table} l JOIN articles_article a ON a.id = l.{owner}"


def without_triggers(vendor: str) -> tuple[str, ...]:
    if vendor == "postgresql":
        names = ("articles", "tally", *(f"{link[0]}s" for link in LINKS))
        return tuple(f"DROP FUNCTION IF EXISTS catalogue_{name}() CASCADE" for name in names)
    tables = ("articles", "tally", *(f"{link[0]}s" for link in LINKS))
    return tuple(
        f"DROP TRIGGER IF EXISTS catalogue_{table}_{event}"
        for table in tables
        for event in ("insert", "update", "delete")
    )


# --- SQLite: row by row ---------------------------------------------------------------
def _for_sqlite() -> tuple[str, ...]:
    moved = " OR ".join(f"OLD.{word} IS NOT NEW.{word}" for word in MOVING)
    enter = f"INSERT INTO {LISTED} ({COLUMNS}) {rows_of('a.id = NEW.id')}"
    leave = f"DELETE FROM {LISTED} WHERE article_id = OLD.id"
    signed = "'signed' IN (OLD.status, NEW.status)"
    return (
        _on("articles_insert", "INSERT ON articles_article WHEN NEW.status = 'signed'", enter),
        _on(
            "articles_update",
            f"UPDATE ON articles_article WHEN {signed} AND ({moved})",
            leave,
            enter,
        ),
        _on("articles_delete", "DELETE ON articles_article", leave),
        *(statement for link in LINKS for statement in _links_for_sqlite(*link)),
        _counting("insert", "NEW", "+ 1"),
        _counting("delete", "OLD", "- 1"),
    )


def _links_for_sqlite(kind: str, table: str, record: str, owner: str) -> tuple[str, ...]:
    rows = _linked_row(kind, table, record, owner)
    enter = f"INSERT INTO {LISTED} ({COLUMNS}) {rows} WHERE l.id = NEW.id AND {IN_LISTS}"
    leave = (
        f"DELETE FROM {LISTED}"
        f" WHERE article_id = OLD.{owner} AND subject = '{kind}:' || OLD.{record}"
    )
    return (
        _on(f"{kind}s_insert", f"INSERT ON {table}", enter),
        _on(f"{kind}s_update", f"UPDATE OF {record}, {owner} ON {table}", leave, enter),
        _on(f"{kind}s_delete", f"DELETE ON {table}", leave),
    )


def _counting(event: str, row: str, change: str) -> str:
    """Return the trigger that counts; no upsert, which ``INSERT OR IGNORE`` would turn off."""
    month = month_of(f"{row}.at", "sqlite")
    change_of = f"UPDATE {TALLY} SET open = open {change} WHERE subject = {row}.subject AND month IN ('', {month})"
    missing = (
        f"INSERT INTO {TALLY} SELECT {row}.subject, m.month, 0"
        f" FROM (SELECT '' AS month UNION ALL SELECT {month}) m WHERE NOT EXISTS"
        f" (SELECT 1 FROM {TALLY} t WHERE t.subject = {row}.subject AND t.month = m.month)"
    )
    return _on(
        f"tally_{event}", f"{event.upper()} ON {LISTED} WHEN {row}.is_open", missing, change_of
    )


def _on(name: str, event: str, *actions: str) -> str:
    timed = event.replace(" WHEN ", " FOR EACH ROW WHEN ", 1)
    return f"CREATE TRIGGER catalogue_{name} AFTER {timed} BEGIN {'; '.join(actions)}; END"


# --- PostgreSQL: once a statement, however many rows it writes --------------------------
def _for_postgresql() -> tuple[str, ...]:
    statements = [*_following("articles", "articles_article", _articles_body())]
    statements.append(
        "CREATE TRIGGER catalogue_articles_truncate AFTER TRUNCATE ON articles_article"
        " FOR EACH STATEMENT EXECUTE FUNCTION catalogue_articles()"
    )
    for link in LINKS:
        statements += _following(f"{link[0]}s", link[1], _links_body(*link))
    tally = _following("tally", LISTED, _tally_body())
    return (*statements, *(one for one in tally if "_update " not in one))


def _following(name: str, table: str, body: str) -> list[str]:
    """Return the function and its triggers; a transition table is for one event alone."""
    sets = {
        "insert": "NEW TABLE AS now_there",
        "update": "OLD TABLE AS then_there NEW TABLE AS now_there",
        "delete": "OLD TABLE AS then_there",
    }
    return [
        f"CREATE FUNCTION catalogue_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        *(
            f"CREATE TRIGGER catalogue_{name}_{event} AFTER {event.upper()} ON {table}"
            f" REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION catalogue_{name}()"
            for event, tables in sets.items()
        ),
    ]


def _articles_body() -> str:
    was, is_ = (", ".join(f"{row}.{word}" for word in MOVING) for row in ("o", "n"))
    return f"""
        DECLARE moved bigint[];
        BEGIN
            IF TG_OP = 'TRUNCATE' THEN
                TRUNCATE {LISTED}, {TALLY};
                RETURN NULL;
            ELSIF TG_OP = 'INSERT' THEN
                SELECT array_agg(id) INTO moved FROM now_there WHERE status = 'signed';
            ELSIF TG_OP = 'UPDATE' THEN
                SELECT array_agg(n.id) INTO moved FROM now_there n JOIN then_there o ON o.id = n.id
                WHERE 'signed' IN (o.status, n.status) AND ({was}) IS DISTINCT FROM ({is_});
            ELSE
                SELECT array_agg(id) INTO moved FROM then_there WHERE status = 'signed';
            END IF;
            IF moved IS NOT NULL THEN
                DELETE FROM {LISTED} WHERE article_id = ANY(moved);
                INSERT INTO {LISTED} ({COLUMNS}) {rows_of("a.id = ANY(moved)")};
            END IF;
            RETURN NULL;
        END"""


def _links_body(kind: str, table: str, record: str, owner: str) -> str:
    rows = _linked_row(kind, "now_there", record, owner)
    return f"""
        BEGIN
            IF TG_OP <> 'INSERT' THEN
                DELETE FROM {LISTED} there USING then_there o
                WHERE there.article_id = o.{owner} AND there.subject = '{kind}:' || o.{record};
            END IF;
            IF TG_OP <> 'DELETE' THEN
                INSERT INTO {LISTED} ({COLUMNS}) {rows} WHERE {IN_LISTS};
            END IF;
            RETURN NULL;
        END"""


def _tally_body() -> str:
    """Two writers who count the same lists in another order would wait for each other: the
    generation, which every one of them moves, is locked first."""
    month = month_of("at", "postgresql")
    counted = (
        f"INSERT INTO {TALLY} AS t SELECT subject, month, {{sign}}count(*) FROM"
        f" (SELECT subject, {month} AS month FROM {{rows}} WHERE is_open"
        " UNION ALL SELECT subject, '' FROM {rows} WHERE is_open) counted"
        " GROUP BY subject, month"
        " ON CONFLICT (subject, month) DO UPDATE SET open = t.open + excluded.open"
    )
    return f"""
        BEGIN
            PERFORM 1 FROM articles_generation FOR NO KEY UPDATE;
            IF TG_OP = 'INSERT' THEN
                {counted.format(sign="", rows="now_there")};
            ELSE
                {counted.format(sign="-", rows="then_there")};
            END IF;
            RETURN NULL;
        END"""


TRIGGERS = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}
