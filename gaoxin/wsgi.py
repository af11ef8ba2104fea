"""The WSGI entry point that granian serves."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaoxin.settings")
django_application = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    """Read every request as UTF-8.

    Django decodes address and form with whatever charset the client names, before any
    middleware runs; some codecs then fail and others smuggle in lone surrogates.
    """
    kind, _, _ = environ.get("CONTENT_TYPE", "").partition("charset")
    if kind != environ.get("CONTENT_TYPE", ""):
        boundary = environ["CONTENT_TYPE"].partition("boundary=")[2].partition(";")[0].strip()
        media_type = kind.partition(";")[0].strip()
        environ["CONTENT_TYPE"] = f"{media_type}; boundary={boundary}" if boundary else media_type
    return django_application(environ, start_response)
