"""Reads the environment and refuses unsafe values with a sentence that says which."""

import ipaddress
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

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
DATABASE_SCHEMES = ("postgres", "postgresql", "psql", "pgsql", "sqlite")
CACHE_SCHEMES = (
    "locmemcache", "dummycache", "redis", "rediss", "rediscache", "valkey", "valkeys",
)  # fmt: skip
MAIL_SCHEMES = (
    "smtp", "smtps", "smtp+tls", "smtp+ssl", "consolemail", "filemail", "memorymail", "dummymail",
)  # fmt: skip
HIGHEST_PORT = 65_535
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


def port(name: str, *, default: int) -> int:
    """Return the variable *name* as a port; raise ImproperlyConfigured otherwise."""
    number = whole_number(name, default=default)
    if not 0 < number <= HIGHEST_PORT:
        raise ImproperlyConfigured(f"{name}={number} is not a port: use 1 to {HIGHEST_PORT}.")
    return number


def known_address(name: str, schemes: tuple[str, ...]) -> None:
    """Raise ImproperlyConfigured when the address in *name* is none of *schemes*, or no address.

    The sentence does not repeat the address: a password may stand in it.
    """
    address = os.environ.get(name, "").strip()
    if not address:
        return
    scheme = address.partition(":")[0]
    if ":" not in address or scheme not in schemes:
        known = ", ".join(f"{known}://" for known in schemes)
        raise ImproperlyConfigured(f"{name} begins with none of: {known}")
    try:
        "," in address or urlsplit(address).port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not an address: its port is no number.") from error


def networks(name: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """Return the networks in *name* (comma separated; default none).

    Raises ImproperlyConfigured for what is no network, and for the whole world.
    """
    words = [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]
    try:
        found = [ipaddress.ip_network(word) for word in words]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}. Such as 10.1.2.0/24,10.9.9.9.") from error
    if any(network.prefixlen == 0 for network in found):
        raise ImproperlyConfigured(f"{name} names the whole world; name the staff's networks.")
    return found


def media_folder(*, standard: Path, static: Path, house: Path) -> Path:
    """Return MEDIA_ROOT; raise ImproperlyConfigured where uploads would be served as our own.

    What readers upload may lie neither among the static files nor among the program's.
    """
    folder = Path(os.environ.get("MEDIA_ROOT") or standard)
    place = folder.resolve()
    if place.exists() and not place.is_dir():
        raise ImproperlyConfigured(f"MEDIA_ROOT={folder} is a file; name a folder.")
    if place == static or static in place.parents or place in static.parents:
        raise ImproperlyConfigured(
            f"MEDIA_ROOT={folder} and the static files ({static}) lie in each other: "
            "uploads would be served unasked. Name a folder of its own."
        )
    for part in ("articles", "gaoxin", "templates", "deploy"):
        if place == house / part or house / part in place.parents:
            raise ImproperlyConfigured(f"MEDIA_ROOT={folder} is a folder of the program itself.")
    return folder


def is_this_machine(host: str) -> bool:
    """Whether *host*, a name or an address to listen on, is reached from this machine only."""
    if host in LOCAL_HOSTS:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


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

    Raises ImproperlyConfigured for ``*`` and for an empty list in production, for what can
    never be a host name, and for DEBUG on any host but this machine.
    """
    given = os.environ.get("ALLOWED_HOSTS")
    hosts = [host.strip() for host in (given or "").split(",") if host.strip()]
    if not hosts and given is not None and not debug:
        raise ImproperlyConfigured("ALLOWED_HOSTS is empty; name the site's own hosts.")
    if not hosts:
        return ["localhost", "127.0.0.1", "[::1]"]
    if debug and not LOCAL_HOSTS.issuperset(hosts):
        raise ImproperlyConfigured(
            "DEBUG is on while ALLOWED_HOSTS names other machines than this one: "
            "DEBUG shows secrets to readers. Set DEBUG=0 and a SECRET_KEY."
        )
    if not debug and {"*", "."} & set(hosts):
        raise ImproperlyConfigured("ALLOWED_HOSTS=* accepts any host name; name the site's own.")
    for host in hosts:
        if set(host) & set("/@ ") or (":" in host and host[0] != "[" and host not in LOCAL_HOSTS):
            raise ImproperlyConfigured(
                f"ALLOWED_HOSTS: {host!r} is no host name: leave out scheme, port and path."
            )
    return hosts
