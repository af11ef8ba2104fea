"""What happens at the door, for whoever keeps the books.

Django's own ``user_logged_in``, ``user_login_failed`` (also sent for a wrong second factor)
and ``user_logged_out`` are sent as everywhere. Every signal here is sent after the fact, with
``sender`` = the model ``User`` and

- ``request``: the request it happened in; None from a command or a model;
- ``user``: the account it happened to; None where nobody has that name;
- ``actor``: who did it; None for the system or somebody not signed in.

and further arguments named beside each.
"""

from django.dispatch import Signal

# username: str as typed, network: str. A name, or a network, is refused for a while.
locked = Signal()
# A lock was lifted by hand.
unlocked = Signal()
# A device was confirmed for the account.
second_factor_enrolled = Signal()
# The device and its recovery codes were taken from the account.
second_factor_reset = Signal()
# remaining: int. One recovery code was used up at the login.
recovery_code_used = Signal()
# remaining: int (8). New recovery codes were made; the old ones are void.
recovery_codes_renewed = Signal()
# session: StaffSession, reason: StaffSession.Ending. A session was ended by hand or by a rule.
session_revoked = Signal()
# is_temporary: bool. True: set by somebody else, to be changed at the next login.
password_changed = Signal()
# Sent within the transaction of the change.
# changes: dict[str, tuple[old, new]] of what an administrator changed: flags, names, roles
# ("groups": tuples of names) and channels ("channels": tuples of names); is_new: bool.
account_changed = Signal()
