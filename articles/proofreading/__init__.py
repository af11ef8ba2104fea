"""Floor 2: what a proofreader would mark on a draft; each check is one function.

``proofread`` only reads: the workflow asks it before submission, errors cannot be waived.
``repair`` and ``waive`` are the two answers to a finding.
"""

from articles.proofreading.catalogue import CHECKS
from articles.proofreading.findings import Check, Finding, Where
from articles.proofreading.proofreader import proofread
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
    "choose",
    "proofread",
    "repair",
    "waive",
]
