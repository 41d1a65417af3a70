#!/usr/bin/env python
"""Run a command of the portal."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "envportal.settings")
    # The one Celery app of the portal must be current before any task module is imported.
    from django.core.management import execute_from_command_line

    import envportal.celery  # noqa: F401

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
