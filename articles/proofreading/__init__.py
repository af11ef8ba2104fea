"""Floor 2: what a proofreader would mark on a draft; each check is one function.

``proofread`` only reads. ``blocking`` is what the workflow asks before submission,
``repair`` and ``waive`` are the two answers to a finding.
"""

from articles.proofreading.catalogue import CHECKS
from articles.proofreading.findings import Check, Finding, Where
from articles.proofreading.proofreader import blocking, proofread
from articles.proofreading.repairing import Changed, NotRepairable, choose, repair
from articles.proofreading.waiving import NotWaivable, waive

__all__ = [
    "CHECKS",
    "Changed",
    "Check",
    "Finding",
    "NotRepairable",
    "NotWaivable",
    "Where",
    "blocking",
    "choose",
    "proofread",
    "repair",
    "waive",
]
