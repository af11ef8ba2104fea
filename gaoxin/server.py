"""Starts granian with the large dictionaries already in memory: its workers are forked and share them.

Only what is read and never changed is worth it. Python counts references inside its objects, so
a library that runs is soon copied by every worker, and the parent's own copy is wasted. None of
our own code is loaded here: a reload (HUP) forks workers anew, and they must run what is then in
the checkout. After an upgrade of libraries the server is restarted (docs/upgrading.md).
"""

import gc
import os
import sys
from importlib import import_module

# The readings of characters and phrases; pypinyin would otherwise hold a second copy.
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
READINGS = "pypinyin"
# OpenCC keeps one copy of a dictionary for all converters of a process.
CONVERSIONS = ("s2tw", "t2s")


def main() -> None:
    """Load, then hand over to granian's command line."""
    import_module(READINGS)
    opencc = import_module("opencc")
    converters = [opencc.OpenCC(name) for name in CONVERSIONS]
    entrypoint = import_module("granian.cli").entrypoint
    gc.collect()
    gc.freeze()  # what is never collected is never written to
    sys.exit(entrypoint() if converters else 1)


if __name__ == "__main__":
    main()
