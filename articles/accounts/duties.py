"""What somebody who has signed in must do before anything else."""

from enum import Enum

from django.contrib.auth.models import User

from articles.accounts import passwords, second_factor
from articles.models import StaffSession


class Duty(Enum):
    """Each has a page, and until it is done no other page opens."""

    PASSWORD = "换一个新密码"  # noqa: S105
    SECOND_FACTOR = "绑定动态口令"


def duty_of(user: User, session: StaffSession) -> Duty | None:
    """Return the first thing that stands between *user* and the work; None: nothing."""
    if passwords.must_change(user):
        return Duty.PASSWORD
    if not session.is_verified and second_factor.is_required(user):
        return Duty.SECOND_FACTOR
    return None
