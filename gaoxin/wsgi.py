"""The WSGI entry point that granian serves."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaoxin.settings")
django_application = get_wsgi_application()

# Imported after Django is set up: the page store reads settings and models.
from django.conf import settings  # noqa: E402

from articles.public.store import PageStore  # noqa: E402

pages = PageStore(django_application, megabytes=settings.PAGE_STORE_MB)


def application(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    """Read every request as UTF-8.

    Django decodes address and form with whatever charset the client names, before any
    middleware runs; some codecs then fail and others smuggle in lone surrogates. A header
    that cannot be read at all counts as none.
    """
    try:
        kind, parameters = parse_header_parameters(environ.get("CONTENT_TYPE", ""))
    except ValueError:
        kind, parameters = "", {}
        environ["CONTENT_TYPE"] = kind
    if "charset" in parameters:
        boundary = parameters.get("boundary")
        environ["CONTENT_TYPE"] = f"{kind}; boundary={boundary}" if boundary else kind
    return pages(environ, start_response)
