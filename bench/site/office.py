"""The benchmark's hand inside the application: a process that has Django, and takes orders."""

import json
import subprocess
import sys
from typing import Any

from bench.site.databases import ROOT, NotMeasurable


class Office:
    """Runs ``inside`` on one database."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.site.inside"], cwd=ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def __enter__(self) -> "Office":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.wait(60)

    def do(self, order: str, **arguments: Any) -> Any:
        """Give an order; wait for what it returns."""
        print(json.dumps({"do": order, "with": arguments}), file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        if not answer:
            raise NotMeasurable(f"{order} failed within the application; its error stands above")
        return json.loads(answer)
