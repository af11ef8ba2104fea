"""What processes cost: CPU time and memory of whole process trees, from /proc (Linux)."""

import os
import time
from collections import defaultdict
from collections.abc import Collection, Iterable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


def _fields(pid: int) -> list[str]:
    """Return what stands behind the name in ``stat``, or [] when the process has ended."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def name_of(pid: int) -> str:
    """Return the name of a process, "" when there is none."""
    try:
        return (PROC / str(pid) / "comm").read_text().strip()
    except OSError:
        return ""


def parent_of(pid: int) -> int:
    """Return the process that started *pid*."""
    return int(_fields(pid)[1])


def tree(roots: Iterable[int]) -> list[int]:
    """Return *roots* and every process below them."""
    children = defaultdict(list)
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (fields := _fields(int(entry.name))):
            children[int(fields[1])].append(int(entry.name))
    found, waiting = [], list(roots)
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children[pid]
    return found


def own_milliseconds(pid: int) -> float:
    """Return the CPU time of one process and all its threads, to the nanosecond; 0 when ended.

    clock_getcpuclockid(3): the number of another process's clock is made from its pid.
    """
    try:
        return time.clock_gettime(~pid << 3 | 2) * 1000
    except OSError:
        return 0.0


def milliseconds(roots: Iterable[int], besides: Collection[int] = ()) -> float:
    """Return the CPU time of the trees under *roots*, processes that ended included.

    *besides* are left out: backends of other databases.
    """
    spent = 0.0
    for pid in set(tree(roots)).difference(besides):
        ended = sum(map(int, _fields(pid)[13:15])) / TICK * 1000  # cutime and cstime
        spent += own_milliseconds(pid) + ended
    return spent


def proportional_megabytes(pid: int) -> float:
    """Return the memory of a process, shared pages divided by who shares them (PSS)."""
    lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
