"""Floor 1: statements that a connection to PostgreSQL keeps, asked below Django's cursors."""

from collections.abc import Sequence

import psycopg
from psycopg.errors import FeatureNotSupported, InvalidSqlStatementName, error_from_result
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult

# A table was altered, or the connection was somebody else's in between: the statement is gone.
OUTDATED = (FeatureNotSupported, InvalidSqlStatementName)


def run_statement(
    driver: psycopg.Connection, name: bytes, text: bytes, asked: Sequence[bytes] = ()
) -> PGresult:
    """Return the answer of a statement that the connection has prepared, or prepares now.

    It is prepared once, not when it is missed: a failure would end the transaction of a caller
    who has one. Raises the driver's error; after one of ``OUTDATED`` it is prepared anew.
    """
    known = vars(driver).setdefault("known_statements", set())
    try:
        if name not in known:
            _checked(driver.pgconn.prepare(name, text), driver)
            known.add(name)
        return _checked(driver.pgconn.exec_prepared(name, asked), driver)
    except OUTDATED:
        known.clear()
        raise


def _checked(result: PGresult, driver: psycopg.Connection) -> PGresult:
    if result.status in {ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK}:
        return result
    raise error_from_result(result, encoding=driver.info.encoding)
