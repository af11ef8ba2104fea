"""Floor 2: readers' messages: how they come in, how long they may wait, how they are handled."""

from .handling import TRANSITIONS, NotAllowed, perform, refusal
from .limiting import TooMany
from .receiving import Message, read_receipt, receive

__all__ = [
    "TRANSITIONS",
    "Message",
    "NotAllowed",
    "TooMany",
    "perform",
    "read_receipt",
    "receive",
    "refusal",
]
