"""Floor 2: three reviews and three proofreadings, and everything after them.

Promise P3: nobody passes their own article, skips a step, or changes what is published
behind the review; every step leaves who, when and what.
"""

from .cases import LEVELS, Action, Case, NotAllowed, Order, Transition
from .performing import perform, refusal, refusal_in
from .readiness import Missing, missing
from .table import TRANSITIONS

__all__ = [
    "LEVELS",
    "TRANSITIONS",
    "Action",
    "Case",
    "Missing",
    "NotAllowed",
    "Order",
    "Transition",
    "missing",
    "perform",
    "refusal",
    "refusal_in",
]
