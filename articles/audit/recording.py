"""One function through which everything gets into the trail."""

from django.contrib.auth.models import AbstractBaseUser, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest

from articles.audit.acting import act_of, current_request, system_name, user_of
from articles.audit.chain import seal_after_commit
from articles.audit.masking import masked
from articles.models import AuditEntry

OWN_RIGHTS = {"view": "查看", "add": "新建", "change": "修改", "delete": "删除"}
LONGEST_NAME = 200
LONGEST_NOTE = 2000
LONGEST_ADDRESS = 45


def record(
    category: str,
    action: str,
    *,
    target: models.Model | None = None,
    name: str = "",
    owner: str = "",
    changes: dict[str, list] | None = None,
    note: str = "",
    result: str = AuditEntry.Result.DONE,
    actor: AbstractBaseUser | None = None,
    actor_name: str = "",
    request: HttpRequest | None = None,
) -> AuditEntry:
    """Write down that *action* was done to *target*, in the caller's transaction.

    Who and from where is taken from the request that runs, where not said. *changes* holds
    ``{field: [old, new]}`` in values that JSON knows. Numbers of telephones and identity cards
    are masked in *name* and *note*. Readers' addresses are not recorded.
    """
    request = request or current_request()
    signed_in = actor or user_of(request)
    entry = AuditEntry(
        act=act_of(request),
        actor=signed_in,
        actor_name=actor_name or person_name(signed_in) or system_name(),
        address=_address(request) if signed_in or category == AuditEntry.Category.LOGIN else "",
        category=category,
        action=action,
        result=result,
        kind=target._meta.label_lower if target else "",
        key=str(target.pk) if target else "",
        name=masked(name or (name_of(target) if target else ""))[:LONGEST_NAME],
        owner=owner or (identity(target) if target else ""),
        changes=changes or {},
        note=masked(note)[:LONGEST_NOTE],
    )
    entry.save()
    seal_after_commit()
    return entry


def identity(target: models.Model) -> str:
    """Return ``articles.official:5``, by which the entries about one record are found."""
    return f"{target._meta.label_lower}:{target.pk}"


def person_name(user: AbstractBaseUser | None) -> str:
    """Return the name an auditor reads: the full name with the account's in brackets."""
    if user is None:
        return ""
    full, account = user.get_full_name(), user.get_username()
    return f"{full}（{account}）" if full else account


def name_of(target: models.Model) -> str:
    """Return what a record is called in the trail."""
    if isinstance(target, AbstractBaseUser):
        return person_name(target)
    if isinstance(target, Permission):
        return _right_name(target)
    return str(target)


def _right_name(right: Permission) -> str:
    """Return 修改稿件 for Django's own rights, whose names are English; ours have Chinese ones."""
    kind = ContentType.objects.get_for_id(right.content_type_id)  # kept by its manager
    action = right.codename.removesuffix(f"_{kind.model}")
    return f"{OWN_RIGHTS[action]}{kind.name}" if action in OWN_RIGHTS else right.name


def _address(request: HttpRequest | None) -> str:
    """Return REMOTE_ADDR, which the middleware ``trusted_proxy`` has made the client's."""
    return request.META.get("REMOTE_ADDR", "")[:LONGEST_ADDRESS] if request else ""
