"""Reads the environment and refuses unsafe values with a sentence that says which."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "::1", "testserver"})
SWITCH_WORDS = {
    "on": True,
    "1": True,
    "true": True,
    "yes": True,
    "off": False,
    "0": False,
    "false": False,
    "no": False,
}
SAMPLE_KEY_WORDS = ("django-insecure-", "changeme", "change-me", "default", "example", "示例")
MINIMUM_KEY_LENGTH = 32
MINIMUM_KEY_VARIETY = 5


def switch(name: str, *, default: bool) -> bool:
    """Return the on/off variable *name*; ``DEBUG=flase`` stops the start instead of meaning off.

    Raises ImproperlyConfigured for any other word.
    """
    word = os.environ.get(name, "").strip().lower()
    if not word:
        return default
    if word not in SWITCH_WORDS:
        raise ImproperlyConfigured(f"{name}={word!r} is neither on nor off: use 1 or 0.")
    return SWITCH_WORDS[word]


def whole_number(name: str, *, default: int) -> int:
    """Return the variable *name* as a number ≥ 0; raise ImproperlyConfigured otherwise."""
    word = os.environ.get(name, "").strip()
    if not word:
        return default
    if not (word.isascii() and word.isdigit()):
        raise ImproperlyConfigured(f"{name}={word!r} is not a whole number.")
    return int(word)


def choice(name: str, words: tuple[str, ...], *, default: str) -> str:
    """Return the variable *name*, one of *words*; raise ImproperlyConfigured otherwise."""
    word = os.environ.get(name, "").strip().lower() or default
    if word not in words:
        raise ImproperlyConfigured(f"{name}={word!r} is none of: {', '.join(words)}.")
    return word


def secret_key(*, debug: bool, kept_in: Path) -> str:
    """Return SECRET_KEY; a developer's machine gets a random one, kept in *kept_in*.

    Raises ImproperlyConfigured in production when the key is missing, short or a sample.
    """
    key = os.environ.get("SECRET_KEY", "")
    if debug:
        return key or _kept_key(kept_in)
    if not key:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Production needs one of at least 50 random characters: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        )
    if len(key) < MINIMUM_KEY_LENGTH or len(set(key)) < MINIMUM_KEY_VARIETY:
        raise ImproperlyConfigured("SECRET_KEY is too short or too simple to be secret.")
    if any(word in key.lower() for word in SAMPLE_KEY_WORDS):
        raise ImproperlyConfigured(
            "SECRET_KEY looks like a sample or a default; make a random one."
        )
    return key


def _kept_key(path: Path) -> str:
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()


def allowed_hosts(*, debug: bool) -> list[str]:
    """Return ALLOWED_HOSTS (comma separated; default: this machine only).

    Raises ImproperlyConfigured for ``*`` in production, and for DEBUG on any host
    but this machine.
    """
    hosts = [
        host.strip() for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()
    ]
    if not hosts:
        return ["localhost", "127.0.0.1", "[::1]"]
    if debug and not LOCAL_HOSTS.issuperset(hosts):
        raise ImproperlyConfigured(
            "DEBUG is on while ALLOWED_HOSTS names other machines than this one: "
            "DEBUG shows secrets to readers. Set DEBUG=0 and a SECRET_KEY."
        )
    if not debug and "*" in hosts:
        raise ImproperlyConfigured("ALLOWED_HOSTS=* accepts any host name; name the site's own.")
    return hosts
