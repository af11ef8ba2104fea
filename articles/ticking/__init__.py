"""What time brings: jobs that ``manage.py tick`` runs, each minute, on one machine at a time.

Each job has a row in ``Lease`` and a rhythm; docs/adr/0019 says why it is a row. Whether any
is late is ``Lease.objects.late()``, which lower floors may ask too.
"""

from .jobs import JOBS
from .running import Outcome, run_due, run_one

__all__ = ["JOBS", "Outcome", "run_due", "run_one"]
