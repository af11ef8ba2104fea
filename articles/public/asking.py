"""Floor 4: which kept page a request asks for, read off the WSGI environment."""

from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from articles.public.modes import ELDER, NAME
from articles.public.results import FILTERS
from articles.public.scripts import TRADITIONAL_PREFIX

Environ = dict[str, Any]

# Staff and files: asked often, never kept, and not worth a look at the list of addresses.
NEVER = ("/admin/", settings.STATIC_URL, settings.MEDIA_URL)
# Parameters that some page reads and that have no bounds: what they name is made each time.
UNBOUNDED = frozenset({"q", "to", "p", *FILTERS})
LONGEST_QUERY, LONGEST_HOST = 500, 100


class Address(NamedTuple):
    """What a page is kept under: who asked how, for which path, with which known parameters."""

    is_secure: bool
    host: str
    path: str
    page: str
    mode: str

    @property
    def own_query(self) -> str:
        """The query by which the page itself would name its own address; no page names its mode."""
        return f"page={self.page}" if self.page else ""


def address_of(environ: Environ) -> Address | None:
    """Return what is asked for; None for what is never kept.

    Parameters that no page knows are left out, so they make no page of their own.
    """
    path = environ.get("PATH_INFO", "")
    host = environ.get("HTTP_HOST", "")
    if (
        environ["REQUEST_METHOD"] not in ("GET", "HEAD")
        or path.startswith(NEVER)
        or len(host) > LONGEST_HOST
        or environ.get("SCRIPT_NAME")
        or "HTTP_IF_MATCH" in environ
        or "HTTP_IF_UNMODIFIED_SINCE" in environ
    ):
        return None
    query = environ.get("QUERY_STRING", "")
    known = _known(query) if query else ("", "")
    return Address(_is_secure(environ), host, path, *known) if known else None


def _known(query: str) -> tuple[str, str] | None:
    """Return page and mode as the page will read them; None where something else matters."""
    try:
        asked = dict(parse_qsl(query[: LONGEST_QUERY + 1], keep_blank_values=True))
    except ValueError:
        return None
    number = asked.get("page", "1")
    if (
        len(query) > LONGEST_QUERY
        or not UNBOUNDED.isdisjoint(asked)
        or not (number.isascii() and number.isdigit() and len(number) <= 6)
    ):
        return None
    page = str(int(number)) if int(number) != 1 else ""
    return page, ELDER if asked.get(NAME) == ELDER else ""


def _is_secure(environ: Environ) -> bool:
    """Whether Django will take the request for an https one."""
    said = environ.get("HTTP_X_FORWARDED_PROTO", "") if settings.TRUSTED_PROXIES else ""
    scheme = said.partition(",")[0].strip() if said else environ.get("wsgi.url_scheme")
    return scheme == "https"


def is_kept(path: str) -> bool:
    """Whether the page at the path of a WSGI request is one of ``public_page``."""
    try:
        address = path.encode("latin-1").decode()
    except UnicodeDecodeError:
        return False
    language = "zh-hant" if address.startswith(TRADITIONAL_PREFIX) else "zh-hans"
    with translation.override(language):
        try:
            return getattr(resolve(address).func, "is_kept", False)
        except Resolver404:
            return False
