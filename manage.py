#!/usr/bin/env python
"""Django's command line. An unconfigured checkout is a developer's: DEBUG is then on."""

import os
import sys


def main() -> None:
    """Run one management command; a machine with a SECRET_KEY is never treated as a developer's."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaoxin.settings")
    if not os.environ.get("SECRET_KEY"):
        os.environ.setdefault("DEBUG", "on")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))  # a sentence of the settings; no traceback says it better


if __name__ == "__main__":
    main()
