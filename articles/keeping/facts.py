"""What a copy says about itself, first in the file and readable without it."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Self

from articles.keeping.refusing import Damaged

FORMAT = 1
WRONG = (KeyError, TypeError, ValueError, AttributeError, RecursionError)


@dataclass(frozen=True)
class Table:
    """One table: which columns its rows have, in order, how many there are, the last number given."""

    name: str
    columns: list[str]
    rows: int
    last_id: int


@dataclass(frozen=True)
class Facts:
    """From where and when the copy is, and what it must hold."""

    made_at: str
    release: str
    database: str
    migrations: list[str]
    tables: list[Table]
    generation: int
    audit_number: int
    audit_hash: str
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    def as_json(self) -> bytes:
        return _json(asdict(self))

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """Return what *text* says; raise Damaged where it is not what ``as_json`` writes."""
        try:
            said = json.loads(text)
            if said["format"] != FORMAT:
                raise Damaged(f"备份的格式是第 {said['format']} 版，本程序只认第 {FORMAT} 版。")
            known = {field.name: said[field.name] for field in fields(cls)}
            facts = cls(**known | {"tables": [Table(**table) for table in said["tables"]]})
            facts._refuse_nonsense()
        except WRONG as error:
            raise Damaged("备份的说明 site.json 读不懂。") from error
        return facts

    def _refuse_nonsense(self) -> None:
        """Raise ValueError where a value is not of its kind."""
        texts = [self.made_at, self.release, self.database, self.audit_hash, *self.migrations]
        texts += [name for table in self.tables for name in (table.name, *table.columns)]
        numbers = [self.generation, self.audit_number]
        numbers += [number for table in self.tables for number in (table.rows, table.last_id)]
        are_texts = all(isinstance(text, str) for text in texts)
        are_numbers = all(type(number) is int and 0 <= number < 2**63 for number in numbers)
        if not (are_texts and are_numbers and self.moment.tzinfo):
            raise ValueError


@dataclass(frozen=True)
class End:
    """How the copy ended: its files, and those it could not take along."""

    files: int
    bytes: int
    missing: list[str]  # rows name them, the storage has them not
    skipped: list[str]  # the storage has them, under names no file should have

    def as_json(self) -> bytes:
        return _json(asdict(self))

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """Return what *text* says; raise Damaged where it is not what ``as_json`` writes."""
        try:
            said: dict[str, Any] = json.loads(text)
            end = cls(**said)
            if not (type(end.files) is type(end.bytes) is int and min(end.files, end.bytes) >= 0):
                raise ValueError
            if not all(isinstance(name, str) for name in [*end.missing, *end.skipped]):
                raise ValueError
        except WRONG as error:
            raise Damaged("备份的结尾 end.json 读不懂。") from error
        return end


def _json(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=1).encode()
